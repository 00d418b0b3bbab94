import { execFile, type ChildProcess, spawn } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Postfix and Dovecot of this machine, with mailboxes of their own in a folder that goes when they end. */
export interface MailHost {
  readonly smtpPort: number
  readonly imapPort: number
  /** File of the certificate, which is its own authority; and one of somebody else. */
  readonly ca: string
  readonly otherCa: string
  /** File of the password of every account. */
  readonly passwordFile: string
  stop(): Promise<void>
}

const password = 'correct horse "battery" staple'

async function idOf(user: string): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const found = lines.find(([name]) => name === user)
  return found && { uid: Number(found[2]), gid: Number(found[3]) }
}

/** Why the servers cannot be started here. @returns undefined where they can */
export async function whyNoMailHost(): Promise<string | undefined> {
  const there = async (path: string, flag: string) =>
    run(path, [flag]).then(
      () => true,
      () => false,
    )
  if (!(await there('/usr/sbin/dovecot', '--version'))) return 'Dovecot is not installed'
  if (!(await there('/usr/sbin/postconf', '-d'))) return 'Postfix is not installed'
  // Both change to users of their own, which only root may.
  if (process.getuid?.() !== 0) return 'Postfix and Dovecot can be started by root only'
  const users = await Promise.all(['postfix', 'dovecot', 'dovenull', 'nobody'].map(idOf))
  return users.includes(undefined) ? 'a user of Postfix or Dovecot is missing' : undefined
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

async function untilOpen(port: number, said: () => string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`a mail server does not listen: ${said()}`)
}

async function certificate(folder: string, name: string): Promise<void> {
  const made =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=mail.test -addext subjectAltName=IP:127.0.0.1'
  await run('openssl', [...made.split(' '), '-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)])
}

function dovecotConf(at: (...path: string[]) => string, imap: number, lmtp: number, auth: number): string {
  return `
base_dir = ${at('dovecot')}
state_dir = ${at('dovecot')}
log_path = /dev/stderr
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_cert = <${at('host.pem')}
ssl_key = <${at('host.key')}
ssl_dh =
disable_plaintext_auth = yes
mail_location = maildir:${at('mail')}/%n
auth_mechanisms = plain
auth_username_format = %n
passdb {
  driver = passwd-file
  args = ${at('users')}
}
userdb {
  driver = static
  args = allow_all_users=yes uid=nobody gid=nogroup home=${at('mail')}/%n
}
first_valid_uid = 1
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${imap}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = ${auth}
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`
}

function postfixMain(at: (...path: string[]) => string, lmtp: number, auth: number): string {
  return `
compatibility_level = 3.6
queue_directory = ${at('queue')}
data_directory = ${at('data')}
maillog_file = ${at('postfix.log')}
maillog_file_prefixes = ${at()}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.test
mydestination =
mynetworks =
virtual_mailbox_domains = peru.test, switzerland.test
virtual_transport = lmtp:inet:127.0.0.1:${lmtp}
message_size_limit = 60000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_tls_cert_file = ${at('host.pem')}
smtpd_tls_key_file = ${at('host.key')}
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${auth}
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_sasl_authenticated, reject
`
}

function postfixMaster(smtp: number): string {
  return `
127.0.0.1:${smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`
}

/** Starts both, on ports that are free, with STARTTLS for what is sent and TLS for what is fetched. */
export async function startMailHost(): Promise<MailHost> {
  const root = await mkdtemp(join(tmpdir(), 'comity-mail-'))
  const at = (...path: string[]): string => join(root, ...path)
  await chmod(root, 0o755)
  const [postfix, nobody] = [await idOf('postfix'), await idOf('nobody')]
  if (postfix === undefined || nobody === undefined) throw new Error('asked for beforehand')
  for (const folder of ['postfix', 'queue', 'data', 'dovecot', 'mail']) await mkdir(at(folder))
  await chown(at('data'), postfix.uid, postfix.gid)
  await chown(at('mail'), nobody.uid, nobody.gid)
  await certificate(root, 'host')
  await certificate(root, 'other')
  const [smtpPort = 0, imapPort = 0, lmtp = 0, auth = 0] = await freePorts(4)
  await writeFile(at('password'), `${password}\n`)
  await writeFile(at('users'), ['peru', 'switzerland', 'stranger'].map((user) => `${user}:{PLAIN}${password}:::::\n`).join(''))
  await writeFile(at('dovecot.conf'), dovecotConf(at, imapPort, lmtp, auth))
  await writeFile(at('postfix', 'main.cf'), postfixMain(at, lmtp, auth))
  await writeFile(at('postfix', 'master.cf'), postfixMaster(smtpPort))
  let said = ''
  const begun: ChildProcess[] = []
  const begin = (path: string, args: readonly string[]): void => {
    const child = spawn('timeout', ['--kill-after=5', '170', path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)))
    begun.push(child)
  }
  begin('/usr/sbin/dovecot', ['-F', '-c', at('dovecot.conf')])
  await run('/usr/sbin/postfix', ['-c', at('postfix'), 'check'], { timeout: 30_000 })
  // It ends by itself, should nobody end it.
  begin('/usr/lib/postfix/sbin/master', ['-c', at('postfix'), '-d', '-e', '150'])
  async function stop(): Promise<void> {
    for (const child of begun) child.kill('SIGTERM')
    await Promise.all(begun.map(async (child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))))
    await rm(root, { recursive: true, force: true })
  }
  try {
    await untilOpen(imapPort, () => said)
    await untilOpen(smtpPort, () => said)
  } catch (error) {
    await stop()
    throw error
  }
  return { smtpPort, imapPort, ca: at('host.pem'), otherCa: at('other.pem'), passwordFile: at('password'), stop }
}
