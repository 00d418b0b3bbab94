import type { LetterheadVersion } from '@comity/contract/letterhead'
import type { Translate } from '@comity/language/translate'
import { Tag } from '../ui/tag.tsx'
import { useVoice } from '../ui/voice.ts'

/** A version by its number and what it brings. */
export function versionTitle({ part, version, template }: LetterheadVersion, t: Translate): string {
  if (part === 'head') return t('letterhead.version.head', { version })
  return t(template === undefined ? 'letterhead.version.none' : 'letterhead.version.template', { version })
}

/** Whether letters are set with a version. */
export function Standing({ version }: { readonly version: LetterheadVersion }) {
  const { t } = useVoice()
  if (version.current) return <Tag tone="good">{t('letterhead.standing.current')}</Tag>
  return version.used.length === 0 ? <Tag tone="do">{t('letterhead.standing.waits')}</Tag> : <Tag>{t('letterhead.standing.earlier')}</Tag>
}
