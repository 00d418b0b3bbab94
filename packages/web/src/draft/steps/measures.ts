import { bankRecordKinds } from '@comity/domain/measure/bank-records'
import { measureTypes } from '@comity/domain/measure/measure'
import type { Field } from '../../form/field.ts'
import { asked } from '../asks.ts'
import type { ItemsStep } from '../step.ts'

const bankRecords: readonly Field[] = [
  {
    kind: 'line',
    name: 'account',
    label: 'measure.bank-records.account',
    note: 'measure.bank-records.account.hint',
    asks: asked('(3)(f)'),
  },
  { kind: 'line', name: 'bank', label: 'measure.bank-records.bank', note: 'measure.bank-records.bank.hint' },
  { kind: 'line', name: 'holder', label: 'measure.bank-records.holder', note: 'measure.bank-records.holder.hint' },
  {
    kind: 'choices',
    name: 'records',
    label: 'measure.bank-records.records',
    note: 'measure.bank-records.records.hint',
    asks: asked('(15)(d)'),
    options: bankRecordKinds,
    optionLabel: 'measure.bank-records.record',
  },
  { kind: 'date', name: 'from', label: 'measure.bank-records.from', note: 'measure.bank-records.from.hint', asks: asked('(15)(d)') },
  { kind: 'date', name: 'to', label: 'measure.bank-records.to', note: 'measure.bank-records.to.hint', asks: asked('(15)(d)') },
  { kind: 'prose', name: 'link', label: 'measure.bank-records.link', note: 'measure.bank-records.link.hint', asks: asked('(15)(c)') },
]

const restraint: readonly Field[] = [
  {
    kind: 'prose',
    rows: 3,
    name: 'property',
    label: 'measure.restraint.property',
    note: 'measure.restraint.property.hint',
    asks: [
      { instrument: 'untoc', article: '13(3)(a)' },
      { instrument: 'uncac', article: '55(3)(a)' },
    ],
  },
  { kind: 'line', name: 'account', label: 'measure.restraint.account', note: 'measure.restraint.account.hint' },
  { kind: 'money', name: 'ceiling', label: 'measure.restraint.ceiling', note: 'measure.restraint.ceiling.hint' },
  {
    kind: 'choice',
    name: 'ceilingApplies',
    label: 'measure.restraint.ceilingApplies',
    note: 'measure.restraint.ceilingApplies.hint',
    options: ['together', 'each'],
    optionLabel: 'measure.restraint.ceilingApplies',
  },
  { kind: 'line', name: 'court', label: 'measure.restraint.court', note: 'measure.restraint.court.hint' },
  { kind: 'date', name: 'orderDate', label: 'measure.restraint.orderDate', note: 'measure.restraint.orderDate.hint' },
  { kind: 'line', name: 'orderReference', label: 'measure.restraint.orderReference', note: 'measure.restraint.orderReference.hint' },
  { kind: 'prose', name: 'link', label: 'measure.restraint.link', note: 'measure.restraint.link.hint' },
]

/** What is wanted: each measure with the details of its kind. UNTOC art. 18(3), (15)(d). */
export const measures: ItemsStep = {
  kind: 'items',
  name: 'measures',
  owns: ['measures'],
  types: measureTypes,
  called: (item) => ('type' in item ? (item.account ?? '') : ''),
  detail: (item, t) => ('type' in item ? t(`measure.${item.type}`) : ''),
  fields: (type) => (type === 'bank-records' ? bankRecords : restraint),
}
