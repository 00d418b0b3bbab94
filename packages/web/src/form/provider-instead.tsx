import { useVoice } from '../ui/voice.ts'

/** Beside the code of the moment: the same proof at the provider of identities, in a window of its own, so that what was written here stays. */
export function ProviderInstead() {
  const { t, provider } = useVoice()
  if (provider === undefined) return null
  return (
    <p>
      <a href="/account/proof" target="_blank" rel="noopener">
        {t('account.provider.prove', { name: provider })}
      </a>
    </p>
  )
}
