import type { ComponentChildren } from 'preact'
import { useVoice } from '../ui/voice.ts'
import { idOf, type Wrong, wrongWith } from '../ui/wrong.ts'
import { Control, hasLegend } from './control.tsx'
import type { Field, Leaf } from './field.ts'

/** What stands beside a field; absent when there is nothing to say. */
export type MarginOf = (field: Field, name: string) => ComponentChildren

export interface FieldsProps {
  readonly fields: readonly Field[]
  readonly values: URLSearchParams
  readonly wrong?: Wrong | undefined
  readonly margin?: MarginOf
}

/** The label of a field, saying so when it can be left empty. */
export function useLabel(field: Field): string {
  const { t } = useVoice()
  return field.optional === true ? t('web.form.optional', { label: t(field.label) }) : t(field.label)
}

function ErrorText({ id, sentences }: { readonly id: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <p class="error" id={id}>
      {sentences.join(' ')}
    </p>
  )
}

/** One field and its margin: label, what is wrong, control; the note is read out with the control. */
export function LeafRow({
  field,
  name,
  values,
  wrong,
  margin,
}: Omit<FieldsProps, 'fields'> & { readonly field: Leaf; readonly name: string }) {
  if (field.kind === 'id') return <input type="hidden" name={name} value={values.get(name) || crypto.randomUUID()} />
  if (field.kind === 'hidden') return <input type="hidden" name={name} value={values.get(name) ?? ''} />
  const label = useLabel(field)
  const id = idOf(name)
  const sentences = wrongWith(wrong, name)
  const note = margin?.(field, name)
  const hasNote = note !== undefined && note !== null
  const describedBy = [sentences.length > 0 ? `${id}-error` : '', hasNote ? `${id}-note` : ''].filter(Boolean).join(' ') || undefined
  const error = <ErrorText id={`${id}-error`} sentences={sentences} />
  const control = <Control field={field} name={name} values={values} describedBy={describedBy} bad={sentences.length > 0} />
  const look = sentences.length > 0 ? 'field bad' : 'field'
  return (
    <div class="row">
      {hasLegend(field) ? (
        <div class={look}>
          <fieldset>
            <legend>{label}</legend>
            {error}
            {control}
          </fieldset>
        </div>
      ) : field.kind === 'flag' ? (
        <div class={look}>
          {error}
          <label class="box">
            {control}
            <span>{label}</span>
          </label>
        </div>
      ) : (
        <div class={look}>
          <label for={id}>{label}</label>
          {error}
          {control}
        </div>
      )}
      {hasNote ? (
        <div class="note" id={`${id}-note`}>
          {note}
        </div>
      ) : null}
    </div>
  )
}
