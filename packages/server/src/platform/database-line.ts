import { OperatorError } from './operator-error.ts'

/** How the line to a database is protected: it does not leave this machine, it is TLS with a certificate that is checked, it is plain because the operator said so, or nothing was said. */
export type DatabaseLine = 'inside' | 'tls' | 'plain' | 'unsaid'

// What `pg` checks the certificate for; the other two it does not.
const checked = ['prefer', 'require', 'verify-ca', 'verify-full']
const chosen = ['disable', 'no-verify']

/** Reads off a connection string how its line is protected. */
export function databaseLine(url: string): DatabaseLine {
  const { hostname, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? decodeURIComponent(hostname)
  if (host === '' || host.startsWith('/') || host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(host)) return 'inside'
  const mode = searchParams.get('sslmode') ?? ''
  if (checked.includes(mode)) return 'tls'
  return chosen.includes(mode) ? 'plain' : 'unsaid'
}

/** @throws OperatorError when the line leaves this machine and nobody said how it is protected */
export function demandProtectedLine(url: string): void {
  if (databaseLine(url) !== 'unsaid') return
  throw new OperatorError(
    'The database is on another machine, and DATABASE_URL does not say how the line to it is protected: add sslmode=verify-full (and sslrootcert=FILE for a certification authority of your own), or sslmode=disable where the network itself is protected.',
  )
}
