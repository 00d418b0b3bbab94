import { countUnapproved } from '@comity/language/catalogue'
import { available, getLanguage } from '@comity/language/languages'
import type { ComponentChildren } from 'preact'
import type { Visit } from '../page.ts'
import { navigationFor, offers } from '../navigation.ts'
import { Isolated } from './isolated.tsx'
import { useVoice } from './voice.ts'

interface LayoutProps {
  readonly visit: Visit
  readonly title: string
  readonly body: ComponentChildren
  readonly crumbs?: readonly { readonly href: string; readonly text: string }[]
  readonly island?: string
  readonly wrong?: boolean
  /** Where the browser goes on by itself, at once. */
  readonly onward?: string
  readonly width?: 'text' | 'margin' | 'full'
}

function Navigation({ visit }: { readonly visit: Visit }) {
  const { t } = useVoice()
  const links = navigationFor(visit)
  if (links.length === 0) return null
  return (
    <nav aria-label={t('web.nav.label')}>
      {links.map(({ href, label }) => (
        <a href={href} aria-current={href === visit.path ? 'page' : href !== '/' && visit.path.startsWith(href) ? 'true' : undefined}>
          {t(label)}
        </a>
      ))}
    </nav>
  )
}

/** Every language in itself, folded away under the one that is read: seven links would crowd a narrow page. */
function LanguageChoice({ visit }: { readonly visit: Visit }) {
  const { t } = useVoice()
  const { name: current } = getLanguage(visit.language)
  const others = available.filter((code) => code !== visit.language)
  return (
    <details class="languages">
      <summary aria-label={t('web.language.choice', { language: current })}>{current}</summary>
      <ul>
        {others.map((code) => {
          const query = new URLSearchParams(visit.method === 'GET' ? visit.query : undefined)
          query.set('language', code)
          const { name, direction } = getLanguage(code)
          return (
            <li>
              <a
                href={`${visit.path}?${query}`}
                lang={code}
                dir={direction}
                hreflang={code}
                aria-label={t('web.language.switch', { language: name })}
              >
                {name}
              </a>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

function Person({ visit }: { readonly visit: Visit }) {
  const { t, formToken } = useVoice()
  const { account, alone } = visit
  if (alone !== undefined) return alone.unsaved ? <a href="/file">{t('drafter.unsaved')}</a> : null
  if (account === undefined) return null
  return (
    <>
      <span>
        <a href="/account" title={t('account.own')}>
          <Isolated>{account.displayName}</Isolated>
        </a>{' '}
        · {t(`web.role.${account.role}`)}
      </span>
      <form method="post" action="/sign-out" class="inline">
        <input type="hidden" name="form-token" value={formToken} />
        <button class="link">{t('web.sign-out')}</button>
      </form>
    </>
  )
}

/** A seal: drawn in the address, so that no page waits for it. */
const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#1f4e5f"/><path d="M4.5 8.2l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.6"/></svg>',
  )

/** The sheet every page is written on: where you are, who you are, and one heading. */
export function Layout({ visit, title, body, crumbs = [], island, onward, wrong = false, width = 'text' }: LayoutProps) {
  const { t, language, direction } = useVoice()
  return (
    <html lang={language} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${wrong ? t('web.title.wrong') : ''}${title} · Comity`}</title>
        <link rel="stylesheet" href="/assets/comity.css" />
        <link rel="icon" href={icon} />
        {onward === undefined ? null : <meta http-equiv="refresh" content={`0; url=${onward}`} />}
        {island === undefined ? null : <script type="module" src={`/assets/${island}.js`} />}
      </head>
      <body>
        <a class="skip" href="#main">
          {t('web.skip')}
        </a>
        <header class="top">
          <a class="brand" href="/">
            Comity
          </a>
          <Navigation visit={visit} />
          <div class="who">
            <span class="authority">
              <Isolated>{visit.authority.name}</Isolated>
            </span>
            <Person visit={visit} />
            <LanguageChoice visit={visit} />
          </div>
        </header>
        <main id="main" class={width} tabIndex={-1}>
          {crumbs.length === 0 ? null : (
            <nav class="crumbs" aria-label={t('web.crumbs')}>
              {crumbs.map(({ href, text }) => (
                <a href={href}>
                  <Isolated>{text}</Isolated>
                </a>
              ))}
            </nav>
          )}
          <h1>
            <Isolated>{title}</Isolated>
          </h1>
          {body}
        </main>
        <footer class="foot">
          {countUnapproved(language) === 0 ? null : <p>{t('web.language.unapproved')}</p>}
          {visit.embeddedDatabase ? <p>{t('web.embedded')}</p> : null}
          {visit.alone === undefined ? (
            <p>
              <a href="/docs">{t('web.nav.docs')}</a> · <a href="/verify">{t('web.nav.verify')}</a>
              {offers(visit.account, 'request.draft') ? (
                <>
                  {' · '}
                  <a href="/drafter">{t('drafter.download.title')}</a>
                </>
              ) : null}
            </p>
          ) : (
            <p>{t(visit.alone.keepsCopy ? 'drafter.foot.kept' : 'drafter.foot.not-kept')}</p>
          )}
        </footer>
      </body>
    </html>
  )
}
