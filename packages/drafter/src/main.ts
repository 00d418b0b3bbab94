// oxlint-disable-next-line import/no-unassigned-import -- it settles what schemas may do before any is made
import './no-eval.ts'
import { available, isAvailable, type AvailableLanguage } from '@comity/language/languages'
import { capitalTimeZone } from '@comity/reference/capital-time-zone'
import type { Drafter } from '@comity/web/drafter/drafter'
import type { View, Visit } from '@comity/web/page'
import { problemPage } from '@comity/web/ui/problem-page'
import { actionsAlone } from './actions-alone.ts'
import { type Address, isOurs, readAddress } from './address.ts'
import { openBrowserCopy } from './browser-copy.ts'
import { loadLanguages } from './catalogue.ts'
import { openDesk } from './desk.ts'
import { download } from './download.ts'
import { drafterSite } from './drafter-site.ts'
import { readFormData } from './form-visit.ts'
import { lateClient } from './late-client.ts'
import { drafterOf } from './sealed-drafts.ts'
import { leadTo, showPage } from './show-page.ts'

/** Of the software and of its facts; written by the build. */
declare const drafterAbout: Pick<Drafter, 'version' | 'partyLists'>

const clock = (): string => new Date().toISOString()
const desk = openDesk()
const client = lateClient(desk, clock)
const copy = await openBrowserCopy()
const site = drafterSite(drafterOf(desk, copy, { ...drafterAbout, clock }))

/** The language of the browser that comes first and is one of ours. */
function firstLanguage(): AvailableLanguage {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())
  return wanted.find(isAvailable) ?? 'en'
}

let language = firstLanguage()
let here: Address = { path: '/', query: new URLSearchParams() }
// The addresses that were gone through. Of them the browser learns a number only: they are not for its history.
const trail: Address[] = [here]
let at = 0

function visitTo(address: Address, sent: Partial<Visit> = {}): Visit {
  const { authority } = desk
  return {
    method: 'GET',
    path: address.path,
    query: address.query,
    form: new URLSearchParams(),
    files: [],
    language,
    timeZone: authority === undefined ? 'UTC' : capitalTimeZone(authority.state),
    now: clock(),
    formToken: '',
    account: { id: '', displayName: authority?.name ?? '', role: 'officer', only: actionsAlone },
    authority: { state: authority?.state ?? '', name: authority?.name ?? '' },
    embeddedDatabase: false,
    alone: { unsaved: desk.unsaved, keepsCopy: copy.keeps() },
    ...sent,
  }
}

/** The language is no part of an address here: it is chosen once for all pages. */
async function takeLanguage({ query }: Address): Promise<void> {
  const chosen = query.get('language')
  query.delete('language')
  if (chosen !== null && isAvailable(chosen)) language = chosen
  await loadLanguages([language])
}

async function follow(address: Address, view: View): Promise<{ readonly address: Address; readonly html: string }> {
  if (view.kind === 'file') {
    await download(view.file)
    const file: Address = { path: '/file', query: new URLSearchParams() }
    return follow(file, await site(visitTo(file), client))
  }
  if (view.kind === 'page') return { address, html: view.html }
  const next = readAddress(view.to, address)
  return follow(next, await site(visitTo(next), client))
}

/** One visit at a time: a second press of a button waits for the first. */
let last: Promise<void> = Promise.resolve()
function take(work: () => Promise<void>): void {
  last = last.then(work).catch((error: unknown) => {
    // A bug stops this visit and no other.
    reportError(error)
  })
}

/** Shows what is at an address, or what it answers to a form. `keep`: the reader went back, or looks at the same page anew. */
async function go(asked: Address, sent: Partial<Visit> = {}, keep = false): Promise<void> {
  await takeLanguage(asked)
  const shown = await follow(asked, await site(visitTo(asked, sent), client))
  const moved = shown.address.path !== here.path || shown.address.query.toString() !== here.query.toString()
  here = shown.address
  if (moved && !keep) {
    at += 1
    trail.splice(at, trail.length, here)
    history.pushState({ at }, '')
  }
  showPage(shown.html)
  document.documentElement.dataset['address'] = here.path
  leadTo(here.fragment)
}

async function fetchFile(address: Address): Promise<boolean> {
  const { findApiFile } = await import('./api-file.ts')
  const answering = findApiFile(address, client)
  if (answering === undefined) return false
  await loadLanguages()
  const file = await answering
  if (file.ok) await download(file.value)
  else {
    const view = problemPage(visitTo(here), file.problem)
    if (view.kind === 'page') showPage(view.html)
  }
  return true
}

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest('[data-print]')) return print()
  const link = target?.closest('a')
  const href = link?.getAttribute('href')
  if (link === null || link === undefined || href === null || href === undefined || link.hasAttribute('download')) return
  event.preventDefault()
  if (!isOurs(href)) {
    open(href, '_blank', 'noopener,noreferrer')
    return
  }
  const address = readAddress(href, here)
  if (href.startsWith('#')) leadTo(address.fragment)
  else take(async () => ((await fetchFile(address)) ? undefined : go(address)))
})

document.addEventListener('submit', (event) => {
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const data = new FormData(form, event.submitter)
  const address = readAddress(form.getAttribute('action') ?? here.path, here)
  const { form: fields, files } = readFormData(data)
  const working = (event.submitter ?? form.querySelector<HTMLElement>('[data-working]'))?.dataset['working']
  if (working !== undefined) {
    const note = document.createElement('p')
    note.className = 'notice'
    note.setAttribute('role', 'status')
    note.textContent = working
    form.append(note)
  }
  take(async () => {
    // The browser shows the note before the passphrase is worked on.
    if (working !== undefined) await new Promise((resolve) => setTimeout(resolve, 60))
    if (form.method === 'get') await go({ path: address.path, query: fields })
    else await go(address, { method: 'POST', form: fields, files })
  })
})

addEventListener('popstate', (event) => {
  const state = event.state as { readonly at?: number } | null
  at = state?.at ?? 0
  const address = trail[at]
  if (address !== undefined) take(() => go({ ...address, query: new URLSearchParams(address.query) }, {}, true))
})

addEventListener('beforeunload', (event) => {
  if (desk.unsaved) event.preventDefault()
})

await loadLanguages([language])
const first = await follow(here, await site(visitTo(here), client))
showPage(first.html)
document.documentElement.dataset['address'] = here.path
history.replaceState({ at }, '')

// The rest is made ready after a moment and piece by piece, so that what the reader does meanwhile is heard in between.
await new Promise((resolve) => setTimeout(resolve, 300))
for (const piece of [
  () => import('@comity/domain/input'),
  () => import('@comity/domain/measure/detail'),
  () => import('@comity/domain/measure/measure'),
  () => import('@comity/contract/request'),
  () => import('@comity/contract/operations'),
  () => import('@comity/reference/law'),
  () => import('./local-client.ts'),
  () => import('./shared-routes.ts'),
  ...available.map((each) => () => loadLanguages([each])),
]) {
  await piece()
  await new Promise((resolve) => setTimeout(resolve))
}
