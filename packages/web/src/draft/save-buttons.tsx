import { useVoice } from '../ui/voice.ts'

/** Two ways on, both of which save. */
export function SaveButtons() {
  const { t } = useVoice()
  return (
    <p class="buttons">
      <button>{t('web.draft.save')}</button>
      <button class="plain" name="then" value="list">
        {t('web.draft.save-and-list')}
      </button>
      <button class="plain" name="then" value="letter">
        {t('web.draft.save-and-letter')}
      </button>
    </p>
  )
}
