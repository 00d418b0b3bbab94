import type { SignedDirectory } from '@comity/exchange/directory'
import { fingerprintCode, fingerprintWords, spokenFingerprint } from '@comity/exchange/keys'
import type { AvailableLanguage } from '@comity/language/languages'
import { contactAnnex } from '@comity/letters/contact-annex'
import { inLanguage } from '@comity/letters/in-language'
import { renderPdf } from '@comity/letters/pdf'

/** The annex to a note verbale with which another authority learns whose root keys these are, as PDF. @param at UTC */
export function contactAnnexPdf(own: SignedDirectory, language: AvailableLanguage, at: string): Promise<Uint8Array> {
  const { authority, roots, endpoints, version, expires, contacts } = own.document
  const doc = contactAnnex(
    {
      authority: { id: own.authority, state: authority.state, name: authority.name },
      madeAt: at,
      endpoint: endpoints[0]?.url ?? '',
      version,
      expires,
      threshold: roots.threshold,
      roots: roots.keys.length,
      digits: spokenFingerprint(roots),
      words: fingerprintWords(roots),
      fingerprint: own.fingerprint,
      code: fingerprintCode(own.authority, roots),
      contacts: contacts.map(({ name, email, telephone }) => ({
        name,
        ...(email === undefined ? {} : { email }),
        ...(telephone === undefined ? {} : { telephone }),
      })),
    },
    inLanguage(language),
  )
  return renderPdf(doc)
}
