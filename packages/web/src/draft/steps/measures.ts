import type { Detail } from '@comity/domain/measure/detail'
import { getMeasureForm, type MeasureType, measureFormsOf } from '@comity/domain/measure/measure'
import type { MeasureForm } from '@comity/domain/measure/measure-form'
import type { RequestContent } from '@comity/domain/request/content'
import { asking } from '@comity/domain/requirement/asking'
import { findState } from '@comity/reference/state'
import type { Asked, Field, Leaf } from '../../form/field.ts'
import { asked } from '../asks.ts'
import type { ItemsStep } from '../step.ts'

/** The articles by which the bases of the draft ask for a detail; the two universal conventions while there is no basis. */
function articlesFor({ requirements }: MeasureForm, name: string, { bases = [], kind }: RequestContent): readonly Asked[] {
  const ask = asking({ today: '', bases }, kind)
  const cited = requirements.filter(({ field }) => field === name).flatMap(({ provisions }) => ask.citing(provisions))
  return cited.filter(({ article }, at) => cited.findIndex((other) => other.article === article) === at)
}

/** The zones of the two States first: a hearing is in one of them. */
function zonesFor({ requesting, requested }: RequestContent): readonly string[] {
  return [...new Set([requested, requesting].flatMap((state) => findState(state)?.timeZones ?? [])), 'UTC']
}

const identifierFields: readonly Leaf[] = [
  { kind: 'id', name: 'id', label: '' },
  { kind: 'line', name: 'value', label: 'detail.identifier.value' },
  { kind: 'number', name: 'port', label: 'detail.identifier.port' },
  { kind: 'date', name: 'on', label: 'detail.identifier.on' },
  { kind: 'line', name: 'time', label: 'detail.identifier.time' },
  { kind: 'line', name: 'offset', label: 'detail.identifier.offset' },
]

/** Details that are told at length; of the others a few lines are enough. */
const long: ReadonlySet<string> = new Set(['facts', 'questions'])

function fieldFor(name: string, detail: Detail, { asks, example }: Pick<Field, 'asks' | 'example'>, content: RequestContent): Field {
  const head = {
    name,
    label: `detail.${name}`,
    note: `detail.${name}.hint`,
    ...(asks === undefined ? {} : { asks }),
    ...(example === undefined ? {} : { example }),
  }
  switch (detail.kind) {
    case 'choice':
      return {
        ...head,
        kind: 'choice',
        options: detail.options,
        optionLabel: `detail.${name}`,
        ...(detail.options.length > 5 && { as: 'select' }),
      }
    case 'choices':
      return { ...head, kind: 'choices', options: detail.options, optionLabel: `detail.${name}` }
    case 'time-zone':
      return { ...head, kind: 'choice', options: zonesFor(content), optionLabel: (zone) => zone }
    case 'person': {
      const persons = content.persons ?? []
      const nameOf = (id: string): string => persons.find((one) => one.id === id)?.name ?? ''
      return { ...head, kind: 'choice', options: persons.map(({ id }) => id), optionLabel: nameOf }
    }
    case 'identifiers':
      return {
        ...head,
        kind: 'group',
        atLeast: 1,
        rowLabel: 'detail.identifier.row',
        addLabel: 'detail.identifier.add',
        fields: [
          { kind: 'choice', as: 'select', name: 'kind', label: 'detail.identifier.kind', options: detail.of, optionLabel: 'identifier' },
          ...identifierFields,
        ],
      }
    case 'prose':
      return { ...head, kind: 'prose', ...(long.has(name) ? {} : { rows: 3 }) }
    case 'time':
      return { ...head, kind: 'line' }
    default:
      return { ...head, kind: detail.kind }
  }
}

/** What the measure's own complete example says in a detail that is one line. */
function exampleOf({ details, complete }: MeasureForm, name: string): { readonly example?: string } {
  const said = complete[name]
  return details[name]?.kind === 'line' && typeof said === 'string' ? { example: said } : {}
}

/** A few words that tell one measure from the next of its kind: its first detail that is one line. */
function told(form: MeasureForm, values: Readonly<Record<string, unknown>>): string {
  const name = Object.keys(form.details).find((detail) => form.details[detail]?.kind === 'line' && values[detail] !== undefined)
  return name === undefined ? '' : String(values[name])
}

/** What is wanted: each measure with the details that its own file asks. UNTOC art. 18(3), (15)(d). */
export const measures: ItemsStep = {
  kind: 'items',
  name: 'measures',
  owns: ['measures'],
  types: ({ kind }) => measureFormsOf(kind).map(({ type }) => type),
  groupOf: (type) => getMeasureForm(type as MeasureType).group,
  asks: asked('(15)(d)'),
  called: (item, t) => ('type' in item ? t(`measure.${item.type}`) : ''),
  detail: (item) => ('type' in item ? told(getMeasureForm(item.type), item) : ''),
  fields(type, content) {
    const form = getMeasureForm(type as MeasureType)
    return Object.entries(form.details).map(([name, detail]) =>
      fieldFor(name, detail, { asks: articlesFor(form, name, content), ...exampleOf(form, name) }, content),
    )
  },
}
