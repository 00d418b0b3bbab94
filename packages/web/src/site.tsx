import type { ComityClient } from '@comity/contract/operations'
import { accessDecisionPage } from './access/access-decision-page.tsx'
import { accessPage } from './access/access-page.tsx'
import { delegationsPage, endDelegationPage } from './access/delegations-page.tsx'
import { giveDelegationPage } from './access/give-delegation-page.tsx'
import { reasonPage } from './access/reason-page.tsx'
import { accountPage } from './account/account-page.tsx'
import { accountsPage } from './account/accounts-page.tsx'
import { enrolPage } from './account/enrol-page.tsx'
import { ownAccountPage } from './account/own-account-page.tsx'
import { passkeysPage } from './account/passkeys-page.tsx'
import { passwordPage } from './account/password-page.tsx'
import { providerCodePage } from './account/provider-code-page.tsx'
import { providerEnrolPage } from './account/provider-enrol-page.tsx'
import { providerPage } from './account/provider-page.tsx'
import { providerProofPage } from './account/provider-proof-page.tsx'
import { providerWayPage } from './account/provider-way-page.tsx'
import { endSessionPage, sessionsPage } from './account/sessions-page.tsx'
import { signInPage, signOutPage } from './account/sign-in-page.tsx'
import { actPage } from './act/act-page.tsx'
import { auditPage } from './audit/audit-page.tsx'
import { witnessPage } from './audit/witness-page.tsx'
import { witnessesPage } from './audit/witnesses-page.tsx'
import { docsPage } from './docs/docs-page.tsx'
import { draftPage } from './draft/draft-page.tsx'
import { itemPage, removeItemPage } from './draft/item-page.tsx'
import { reusePage } from './draft/reuse-page.tsx'
import { stepPage } from './draft/step-page.ts'
import { downloadPage } from './drafter/download-page.tsx'
import { exportPage } from './drafter/export-page.tsx'
import { importDraftsPage } from './drafter/import-page.tsx'
import { gapsPage } from './exchange/gaps-page.tsx'
import { handOverPage } from './exchange/hand-over-page.tsx'
import { evidencePage, messagePage } from './exchange/message-page.tsx'
import { messagesPage } from './exchange/messages-page.tsx'
import { peerActPage } from './exchange/peer-act-page.tsx'
import { peerPage } from './exchange/peer-page.tsx'
import { peersPage } from './exchange/peers-page.tsx'
import { contactAnnexPage, ownDirectoryPage, proposePage } from './exchange/propose-page.tsx'
import { receiptsPage } from './exchange/receipts-page.tsx'
import { takeInPage } from './exchange/take-in-page.tsx'
import { askPage } from './law/ask-page.tsx'
import { changePage } from './law/change-page.tsx'
import { changesPage } from './law/changes-page.tsx'
import { comparePage } from './law/compare-page.tsx'
import { instrumentPage } from './law/instrument-page.tsx'
import { instrumentsPage } from './law/instruments-page.tsx'
import { mapPage } from './law/map-page.tsx'
import { chosenPairPage, pairPage } from './law/pair-page.tsx'
import { profileChangePage } from './law/profile-change-page.tsx'
import { profileEditPage } from './law/profile-edit-page.tsx'
import { profilePage } from './law/profile-page.tsx'
import { profileReviewPage } from './law/profile-review-page.tsx'
import { statePage } from './law/state-page.tsx'
import { statesPage } from './law/states-page.tsx'
import { dropTemplatePage, letterheadPage } from './letterhead/letterhead-page.tsx'
import { letterheadsPage } from './letterhead/letterheads-page.tsx'
import { linesPage } from './letterhead/lines-page.tsx'
import { templatePage } from './letterhead/template-page.tsx'
import { letterheadVersionPage } from './letterhead/version-page.tsx'
import type { View, Visit } from './page.ts'
import { checkPage } from './paper/check-page.tsx'
import { coverPage } from './paper/cover-page.tsx'
import { enterCopyPage, enterPage } from './paper/enter-page.tsx'
import { lettersPage } from './paper/letters-page.tsx'
import { originalPage } from './paper/original-page.tsx'
import { saidPage } from './paper/said-page.tsx'
import { filePage } from './request/file-page.tsx'
import { fileTextPage } from './screening/file-text-page.tsx'
import { letterPage } from './request/letter-page.tsx'
import { newPage } from './request/new-page.tsx'
import { registerPage } from './request/register-page.tsx'
import { requestPage } from './request/request-page.tsx'
import { todayPage } from './request/today-page.tsx'
import { placeIn, type Route, visitRoute } from './route.ts'
import { declineErasurePage, erasurePage } from './retention/erasure-page.tsx'
import { periodsPage } from './retention/periods-page.tsx'
import { requestRetentionPage } from './retention/request-retention-page.tsx'
import { retentionActPage } from './retention/retention-act-page.tsx'
import { retentionPage } from './retention/retention-page.tsx'
import { keysPage } from './signature/keys-page.tsx'
import { discardPage, signPage } from './signature/sign-page.tsx'
import { verifyPage } from './signature/verify-page.tsx'
import { requestTranslationsPage } from './translation/request-translations-page.tsx'
import { acceptPage, assignPage, importPage, returnPage, sendBackPage } from './translation/translation-act-page.tsx'
import { translationPage } from './translation/translation-page.tsx'
import { translationsPage } from './translation/translations-page.tsx'

/** A letterhead or an emblem; what is larger is refused by its own limit. */
const letterheadLimit = 8 * 1024 * 1024

const both = ['GET', 'POST'] as const

/** Every page by its path. The first that fits is taken. */
export const routes: readonly Route[] = [
  { path: '/', page: todayPage, methods: ['GET'] },
  { path: '/sign-in', page: signInPage, methods: both, open: true },
  { path: '/sign-in/provider', page: providerWayPage, methods: both, open: true },
  { path: '/sign-in/code', page: providerCodePage, methods: ['POST'], open: true },
  { path: '/sign-out', page: signOutPage, methods: ['POST'], open: true },
  { path: '/enrol', page: enrolPage, methods: both, open: true },
  { path: '/enrol/provider', page: providerEnrolPage, methods: both, open: true },
  { path: '/docs', page: docsPage, methods: ['GET'], open: true },
  { path: '/requests', page: registerPage, methods: ['GET'] },
  { path: '/requests/new', page: newPage, methods: both },
  { path: '/requests/paper', page: enterPage, methods: both },
  { path: '/requests/:request', page: requestPage, methods: ['GET'] },
  { path: '/requests/:request/reason', page: reasonPage, methods: both },
  { path: '/requests/:request/access', page: accessPage, methods: ['GET'] },
  { path: '/requests/:request/access/:decision', page: accessDecisionPage, methods: both },
  { path: '/requests/:request/letter', page: letterPage, methods: ['GET'] },
  { path: '/requests/:request/files/:file', page: filePage, methods: ['GET'] },
  { path: '/requests/:request/files/:file/text', page: fileTextPage, methods: ['GET'] },
  { path: '/requests/:request/sign', page: signPage, methods: both },
  { path: '/requests/:request/sign/discard', page: discardPage, methods: ['POST'] },
  { path: '/requests/:request/acts/:command', page: actPage, methods: both },
  { path: '/requests/:request/draft', page: draftPage, methods: ['GET'] },
  { path: '/requests/:request/draft/:step', page: stepPage, methods: both },
  { path: '/requests/:request/draft/:step/reuse', page: reusePage, methods: both },
  { path: '/requests/:request/draft/:step/:item', page: itemPage, methods: both },
  { path: '/requests/:request/draft/:step/:item/remove', page: removeItemPage, methods: ['POST'] },
  { path: '/requests/:request/original', page: originalPage, methods: both },
  { path: '/requests/:request/paper/new', page: enterCopyPage, methods: both },
  { path: '/requests/:request/cover-sheet/:number', page: coverPage, methods: ['GET'] },
  { path: '/requests/:request/paper/said', page: saidPage, methods: both },
  { path: '/requests/:request/retention', page: requestRetentionPage, methods: ['GET'] },
  { path: '/requests/:request/retention/:act', page: retentionActPage, methods: both },
  { path: '/retention', page: retentionPage, methods: ['GET'] },
  { path: '/retention/periods', page: periodsPage, methods: both },
  { path: '/retention/erasures/:erasure', page: erasurePage, methods: both },
  { path: '/retention/erasures/:erasure/decline', page: declineErasurePage, methods: both },
  { path: '/letters', page: checkPage, methods: ['GET'], open: true },
  { path: '/letters/outgoing', page: lettersPage, methods: ['GET'] },
  { path: '/requests/:request/translations', page: requestTranslationsPage, methods: both },
  { path: '/translations', page: translationsPage, methods: ['GET'] },
  { path: '/translations/:translation', page: translationPage, methods: both },
  { path: '/translations/:translation/return', page: returnPage, methods: both },
  { path: '/translations/:translation/send-back', page: sendBackPage, methods: both },
  { path: '/translations/:translation/assign', page: assignPage, methods: both },
  { path: '/translations/:translation/accept', page: acceptPage, methods: ['POST'] },
  { path: '/translations/:translation/file', page: importPage, methods: ['POST'] },
  { path: '/verify', page: verifyPage, methods: both, open: true },
  { path: '/signing-keys', page: keysPage, methods: both },
  { path: '/requests/:request/take-along', page: exportPage, methods: both },
  { path: '/drafts/import', page: importDraftsPage, methods: both },
  { path: '/drafter', page: downloadPage, methods: ['GET'] },
  { path: '/peers', page: peersPage, methods: ['GET'] },
  { path: '/peers/new', page: proposePage, methods: both },
  { path: '/peers/annex', page: contactAnnexPage, methods: ['GET'] },
  { path: '/peers/own-directory', page: ownDirectoryPage, methods: ['GET'] },
  { path: '/peers/:peer', page: peerPage, methods: ['GET'] },
  { path: '/peers/:peer/:act', page: peerActPage, methods: both },
  { path: '/messages', page: messagesPage, methods: ['GET'] },
  { path: '/gaps', page: gapsPage, methods: ['GET'] },
  { path: '/gaps/:peer', page: gapsPage, methods: ['POST'] },
  { path: '/messages/take-in', page: takeInPage, methods: both },
  { path: '/messages/:message', page: messagePage, methods: ['GET'] },
  { path: '/messages/:message/evidence', page: evidencePage, methods: ['GET'] },
  { path: '/messages/:message/retry', page: messagePage, methods: ['POST'] },
  { path: '/messages/:message/hand-over', page: handOverPage, methods: both },
  { path: '/messages/from/:peer/:message/receipts', page: receiptsPage, methods: ['GET'] },
  { path: '/law', page: askPage, methods: ['GET'], open: 'law' },
  { path: '/law/states', page: statesPage, methods: ['GET'], open: 'law' },
  { path: '/law/states/:state', page: statePage, methods: ['GET'], open: 'law' },
  { path: '/law/states/:state/profile', page: profilePage, methods: ['GET'], open: 'law' },
  { path: '/law/states/:state/profile/edit', page: profileEditPage, methods: both },
  { path: '/law/states/:state/profile/review', page: profileReviewPage, methods: both },
  { path: '/law/map/:state', page: mapPage, methods: ['GET'], open: 'law' },
  { path: '/law/pairs', page: chosenPairPage, methods: ['GET'], open: 'law' },
  { path: '/law/pairs/:a/:b', page: pairPage, methods: ['GET'], open: 'law' },
  { path: '/law/instruments', page: instrumentsPage, methods: ['GET'], open: 'law' },
  { path: '/law/instruments/:instrument', page: instrumentPage, methods: ['GET'], open: 'law' },
  { path: '/law/changes', page: changesPage, methods: both },
  { path: '/law/changes/:proposal', page: changePage, methods: both },
  { path: '/law/changes/profiles/:proposal', page: profileChangePage, methods: both },
  { path: '/law/compare', page: comparePage, methods: ['GET'], open: 'law' },
  { path: '/letterhead', page: letterheadsPage, methods: ['GET'] },
  { path: '/letterhead/:language', page: letterheadPage, methods: ['GET'] },
  { path: '/letterhead/versions/:version', page: letterheadVersionPage, methods: both },
  { path: '/letterhead/:language/template', page: templatePage, methods: both, fileLimit: letterheadLimit },
  { path: '/letterhead/:language/lines', page: linesPage, methods: both, fileLimit: letterheadLimit },
  { path: '/letterhead/:language/none', page: dropTemplatePage, methods: ['POST'] },
  { path: '/audit', page: auditPage, methods: ['GET'] },
  { path: '/audit/witnesses', page: witnessesPage, methods: both },
  { path: '/audit/witnesses/:peer', page: witnessPage, methods: both },
  { path: '/accounts', page: accountsPage, methods: both },
  { path: '/accounts/:account', page: accountPage, methods: ['GET'] },
  { path: '/accounts/:account/:act', page: accountPage, methods: ['POST'] },
  { path: '/account', page: ownAccountPage, methods: ['GET'] },
  { path: '/account/passkeys', page: passkeysPage, methods: both },
  { path: '/account/passkeys/:passkey/remove', page: passkeysPage, methods: ['POST'] },
  { path: '/account/delegations', page: delegationsPage, methods: ['GET'] },
  { path: '/account/delegations/new', page: giveDelegationPage, methods: both },
  { path: '/account/delegations/:delegation/end', page: endDelegationPage, methods: ['POST'] },
  { path: '/account/password', page: passwordPage, methods: both },
  { path: '/account/provider', page: providerPage, methods: both },
  { path: '/account/proof', page: providerProofPage, methods: both },
  { path: '/sessions', page: sessionsPage, methods: ['GET'] },
  { path: '/sessions/:session/end', page: endSessionPage, methods: ['POST'] },
]

/** Most bytes of a file that the form at a path may bring; undefined where any file may come. */
export function fileLimitAt(path: string): number | undefined {
  return routes.find(({ path: pattern }) => placeIn(pattern, path) !== undefined)?.fileLimit
}

/** Answers a visit: the page at its path, the door to someone not signed in, or that there is nothing. */
export function visit(asked: Visit, operations: ComityClient): Promise<View> {
  return visitRoute(routes, asked, operations)
}

/** What the pages load beside their HTML. `file` is relative to `dist`. */
export const assets = [
  { path: '/assets/comity.css', mediaType: 'text/css; charset=utf-8', file: 'assets/comity.css' },
  { path: '/assets/compare-hash.js', mediaType: 'text/javascript; charset=utf-8', file: 'assets/compare-hash.js' },
  { path: '/assets/passkey.js', mediaType: 'text/javascript; charset=utf-8', file: 'assets/passkey.js' },
] as const
