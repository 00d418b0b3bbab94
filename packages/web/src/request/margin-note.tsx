import type { RequestView } from '@comity/contract/request'
import { findingKey } from '@comity/domain/requirement/finding'
import type { ComponentChildren } from 'preact'
import type { Field } from '../form/field.ts'
import type { MarginOf } from '../form/leaf-row.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { useVoice } from '../ui/voice.ts'
import { Citations } from './citation.tsx'
import { FindingNote } from './finding-note.tsx'
import { profileAt, ProfileNote } from './profile-note.tsx'

interface MarginNoteProps {
  readonly field: Field
  readonly findings: RequestView['findings']
  readonly overrides: RequestView['overrides']
  /** What the draft says by now, when someone else changed it in the meantime. */
  readonly current?: ComponentChildren
  /** What the requested State asks of the field. */
  readonly profile?: ComponentChildren
}

/** What stands in the margin of a field: who asks for it, what the requested State asks, what it is for, what the check found. That a detail is missing is said with its note. */
function MarginNote({ field, findings, overrides, current, profile }: MarginNoteProps) {
  const { t } = useVoice()
  return (
    <>
      {current === undefined ? null : (
        <div class="finding conflict">
          <p>
            <b>{t('web.conflict.now')}</b>
          </p>
          <p class="prose">{current}</p>
        </div>
      )}
      {findings.map((finding) => (
        <FindingNote finding={finding} overridden={overrides[findingKey(finding)]?.reason} />
      ))}
      {findings.length > 0 ? null : <Citations provisions={field.asks ?? []} />}
      {profile}
      {field.note === undefined || findings.some(({ code }) => code === 'detail.missing' || code === 'detail.unstated') ? null : (
        <p>{t(field.note)}</p>
      )}
      {field.example === undefined ? null : (
        <p class="quiet">
          {t('web.form.example')} <Isolated>{field.example}</Isolated>
        </p>
      )}
    </>
  )
}

/** What a form says in a field, its parts and rows included, without the ids it carries along. */
function saidIn(form: URLSearchParams | undefined, name: string): string {
  const parts = [...(form ?? [])].filter(([key]) => key === name || (key.startsWith(`${name}.`) && !key.endsWith('.id')))
  return parts
    .map(([, value]) => value)
    .filter(Boolean)
    .join(' ')
}

/**
 * The margin of a form about a request.
 * @param within where the fields lie in the content, as in `measures.0.`, so that findings meet their fields
 * @param current what the draft says by now, where that is not what this form set out from
 */
export function marginOf(view: RequestView, within = '', current?: URLSearchParams, values?: URLSearchParams): MarginOf {
  return (field, name) => {
    const path = `${within}${name}`
    // What is said of files is said of the papers among them.
    const findings = view.findings.filter(
      (finding) => finding.field === path || (field.kind === 'files' && finding.field.startsWith(`${path}.`)),
    )
    const now = current === undefined || saidIn(current, name) === saidIn(values, name) ? undefined : saidIn(current, name) || '–'
    const profile = profileAt(path, view)
    const silent = findings.length === 0 && field.note === undefined && (field.asks ?? []).length === 0
    if (silent && now === undefined && profile === undefined) return undefined
    return (
      <MarginNote
        field={field}
        findings={findings}
        overrides={view.overrides}
        {...(now === undefined ? {} : { current: now })}
        {...(profile === undefined ? {} : { profile: <ProfileNote profile={profile} content={view.content} /> })}
      />
    )
  }
}
