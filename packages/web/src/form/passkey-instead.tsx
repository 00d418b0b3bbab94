import { useVoice } from '../ui/voice.ts'

/** The script of passkeys; without it the code of the moment is the way. */
export function PasskeyScript() {
  return <script type="module" src="/assets/passkey.js" />
}

/** Beside the code of the moment: the same proof with a passkey, shown where the browser can. */
export function PasskeyInstead() {
  const { t } = useVoice()
  return (
    <p class="passkey" data-passkey="prove" data-failed={t('account.passkey.failed')} hidden>
      <button type="button" name="with" class="quiet">
        {t('account.passkey.prove')}
      </button>{' '}
      <span role="status" />
      <PasskeyScript />
    </p>
  )
}
