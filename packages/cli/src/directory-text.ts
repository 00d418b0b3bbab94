import { authorityId } from '@comity/exchange/authority-id'
import { type DirectoryDraft, type Signed, signedBy } from '@comity/exchange/directory-draft'
import { fingerprint, signingKid, spokenFingerprint } from '@comity/exchange/keys'

/** How far the roots that must sign have done so, in a line. */
export function signedText(whose: string, { threshold, signed, missing }: Signed): string {
  const left = threshold - signed.length
  const rest = left > 0 ? `; ${left} more of ${missing.join(', ')}` : ', enough'
  return `${whose.padEnd(13)}${signed.length} of ${threshold} have signed${rest}`
}

/** What a person must see before a root key signs: everything that the document says. */
export function directoryText(draft: DirectoryDraft): string {
  const { authority, version, issued, expires, endpoints, roots, keys, contacts, suites } = draft.document
  const signed = new Set(signedBy(draft, roots).signed)
  return [
    `authority    ${authorityId(authority)}, ${authority.name}`,
    `version      ${version}, issued ${issued}, expires ${expires}`,
    ...endpoints.map(({ url }) => `endpoint     ${url}`),
    `suites       ${suites.join(', ')}`,
    ...contacts.map(
      ({ name, email, telephone }) => `contact      ${[name, email, telephone].filter((one) => one !== undefined).join(', ')}`,
    ),
    ...keys.map(({ use, kid, status, from, to }) => `key          ${use.padEnd(4)} ${status.padEnd(7)} ${kid} ${from} to ${to}`),
    `roots        ${roots.threshold} of ${roots.keys.length} must sign`,
    ...roots.keys.map((jwk) => `root         ${signingKid(jwk)}${signed.has(signingKid(jwk)) ? '  has signed' : ''}`),
    `fingerprint  ${fingerprint(roots)}`,
    `             ${spokenFingerprint(roots)}`,
  ].join('\n')
}
