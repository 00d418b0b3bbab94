import { PasskeyInstead } from './passkey-instead.tsx'
import { proofField } from './proof.ts'
import { ProviderInstead } from './provider-instead.tsx'
import { FileRows } from './file-rows.tsx'
import { GroupRows } from './group-rows.tsx'
import { type FieldsProps, LeafRow } from './leaf-row.tsx'

/** All fields of a form, in order. */
export function Fields({ fields, values, wrong, margin }: FieldsProps) {
  const shared = { values, wrong, ...(margin === undefined ? {} : { margin }) }
  return (
    <>
      {fields.map((field) =>
        field.kind === 'group' ? (
          <GroupRows field={field} {...shared} />
        ) : field.kind === 'files' ? (
          <FileRows field={field} {...shared} />
        ) : (
          <LeafRow field={field} name={field.name} {...shared} />
        ),
      )}
      {fields.includes(proofField) ? (
        <>
          <PasskeyInstead />
          <ProviderInstead />
        </>
      ) : null}
    </>
  )
}
