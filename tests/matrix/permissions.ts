import type { Relation } from '@comity/domain/account/relation'
import type { Role } from '@comity/domain/account/role'

/** Under which relation to the request a role's permission holds: any; by the office with which it is; as the translator of whom it is asked; as one who is named on it. */
export type Condition = 'any' | 'own' | 'mine' | 'named'

/** Somebody's column of the table: a role, and the relation that its permission asks for. */
type Column = Role | `${Role}:${Condition}`

interface Permission {
  /** `anyone`: signed in or not. */
  readonly who: 'anyone' | readonly Column[]
  /** What answers may tell: of cases, so that each leaves its entry in the audit log; or of the house alone. */
  readonly tells: 'case' | 'house'
  /** The rule of the house that says so; numbers are those of `docs/adr/`. */
  readonly why: string
  readonly operations: string
}

const everyone = ['officer', 'head', 'executing-authority', 'translator', 'auditor', 'administrator'] as const
const casework = ['officer', 'head'] as const

/**
 * Who may call which operation, written out as a person reads it and never computed from the product's own rules: whoever
 * adds an operation says here for whom it is, or the walk does not begin.
 */
export const permissions: readonly Permission[] = [
  {
    who: 'anyone',
    tells: 'house',
    why: 'the way in, what an authority publishes of itself, and whether a letter is its own: before anybody is known (24, 37, 43)',
    operations: `signIn enrol askChallenge signInWithPasskey beginProviderSignIn finishProvider finishProviderWithCode beginProviderEnrolment
      getDirectory checkLetter verifyLetter`,
  },
  {
    who: everyone,
    tells: 'house',
    why: 'one’s own session and means to sign in (37, 43), and what the law says, which is public',
    operations: `signOut whoAmI prove proveWithPasskey listSessions endOwnSession changePassword beginPasskey addPasskey listPasskeys removePasskey
      beginProviderProof leaveProvider getProviderBinding beginProviderBinding removeProviderBinding
      describeDrafter downloadDrafter getLetterhead getEmblem
      listStates getStateLaw findRelations listInstruments getInstrument listParties listParticipations listDeclarations listArticles
      getProvisionText findBinding findLegalBases listDeadlineRules computeDeadline checkContent listReferenceChanges listStale getProfile`,
  },
  {
    who: ['officer', 'head', 'executing-authority'],
    tells: 'case',
    why: 'the register is for casework; what each finds in it follows from how they stand to each request (38, 42)',
    operations: 'listRequests',
  },
  {
    who: ['officer', 'head', 'executing-authority:own'],
    tells: 'case',
    why: 'who executes needs what was handed to them, and nothing else (need to know; 38)',
    operations: `getRequest getLegalBases getOffenceCoverage getLetter getTranslatedTexts getPaper getRegisteredLetter getCoverSheet getPackage
      getFile getFileText addFile report-progress send-result`,
  },
  {
    who: casework,
    tells: 'case',
    why: 'casework of a central authority, its papers, letters, translations, keeping and evidence (24, 36, 38); who acts in a request names others on it (42)',
    operations: `openRequest revise override-finding approve decline share-draft comment dispatch register return-deficient ask-clarification
      clarify accept postpone refuse assign confirm-receipt ask-status report-status no-longer-needed withdraw close reopen
      importDrafts exportDraft
      listRetentionPeriods listReviews listErasures getErasure getRequestRetention setHold keepLonger proposeErasure declineErasure
      listLetters getLetterSigning getSignedLetter signLetter discardSignatures
      addScan enterPaperRequest enterPaperAct enterPaperCopy listPaperTwins noteOriginal listOriginals
      askTranslation acceptTranslation sendBackTranslation assignTranslation
      getEvidence namePerson dropPerson setRequestTeam`,
  },
  {
    who: ['head'],
    tells: 'case',
    why: 'that something may go, or that a request opens again, is for who answers for the authority (36, 42)',
    operations: 'liftHold approveErasure liftRestriction raiseWall liftWall',
  },
  {
    who: ['officer:named', 'head'],
    tells: 'case',
    why: 'who has nothing to do with a request does not close it to others (42)',
    operations: 'restrictRequest',
  },
  {
    who: ['officer', 'head', 'auditor'],
    tells: 'case',
    why: 'who sees a request is no secret from who does casework in it, and is what an auditor looks for; of the request it says nothing (42)',
    operations: 'getRequestAccess',
  },
  {
    who: ['officer', 'head', 'executing-authority:own', 'translator:mine'],
    tells: 'case',
    why: 'whoever sees a request can say that they may not, and says why they open a restricted one (42)',
    operations: 'giveReason declareConflict',
  },
  {
    who: ['officer', 'head', 'translator'],
    tells: 'case',
    why: 'who translates sees what was asked of them (38)',
    operations: 'listTranslations',
  },
  {
    who: ['officer', 'head', 'translator:mine'],
    tells: 'case',
    why: 'a translation is the text of who translates it, and of casework (38)',
    operations: 'getTranslation translate returnTranslation exportTranslation importTranslation',
  },
  {
    who: ['officer', 'head', 'auditor', 'administrator'],
    tells: 'house',
    why: 'what happened to a message, never what it says: for who watches the line (38)',
    operations: 'listMessages getMessage listGaps listAlarms',
  },
  {
    who: casework,
    tells: 'house',
    why: 'what is sealed is handed over and taken in by who does casework; trust and law of the house are theirs, by two (4 of the rules that never break)',
    operations: `holdDrafterFile listTranslators getCarriable sealOut cutOut getVolume takeIn listMessageReceipts verifyPeer activatePeer lowerFloor
      approveProposal declineProposal approveProfileProposal declineProfileProposal`,
  },
  {
    who: casework,
    tells: 'house',
    why: 'relations are delegated among those who hold them, each their own (42)',
    operations: 'listDelegations giveDelegation endDelegation',
  },
  {
    who: ['head'],
    tells: 'house',
    why: 'how long is kept, and that a locked key is tried again, is for who answers for the authority (36)',
    operations: 'setRetentionPeriod unlockSigningKey',
  },
  {
    who: ['officer', 'head', 'administrator'],
    tells: 'house',
    why: 'the technical side of the line and of the law, without case content: proposing, looking, and the emergency brake',
    operations: `listSigningKeys listPeers proposePeer fetchPeer getContactAnnex suspendPeer revokePeer reconcilePeer getPeerHistory retryMessage
      proposeReference listProposals getProposal proposeProfile listProfileProposals getProfileProposal`,
  },
  {
    who: ['head', 'administrator'],
    tells: 'house',
    why: 'the house’s accounts need a second person (37), and what every letter bears at its head is not an officer’s',
    operations: `confirmAccount declineRecovery approveRecovery listLetterheadVersions getLetterheadVersion addLetterheadTemplate
      dropLetterheadTemplate addEmblem addLetterheadLines useLetterhead previewLetterhead getLetterheadFile getStarterTemplate setAccountTeam`,
  },
  {
    who: ['head', 'auditor', 'administrator'],
    tells: 'house',
    why: 'audit entries name accounts by id',
    operations: 'listAccounts getAccount',
  },
  {
    who: ['administrator'],
    tells: 'house',
    why: 'the technical side alone; an administrator has no sight of case content (need to know)',
    operations: 'createAccount disableAccount endSessions proposeRecovery draftDirectory publishDirectory',
  },
  {
    who: ['auditor'],
    tells: 'house',
    why: 'the log is for who audits (38, 40)',
    operations: `listWitnesses askForCosignatures settleContradiction listAudit getAuditHead getAuditProof getAuditConsistency exportAudit`,
  },
]

/** Changes of the house that keep nothing of themselves: what is computed from the question, or waits to be named. */
export const keepsNothing: readonly string[] = [
  'findLegalBases',
  'computeDeadline',
  'checkContent',
  'verifyLetter',
  'askChallenge',
  'beginPasskey',
  'holdDrafterFile',
]

/** Of the house, and on record all the same. */
export const recorded: readonly string[] = ['exportAudit']

const rows: readonly (readonly [string, Permission])[] = permissions.flatMap((row) =>
  row.operations
    .trim()
    .split(/\s+/u)
    .map((operation) => [operation, row] as const),
)
const byOperation: ReadonlyMap<string, Permission> = new Map(rows)

/** The row of an operation. @throws when the table has none */
export function permissionOf(operation: string): Permission {
  const row = byOperation.get(operation)
  if (row === undefined) throw new Error(`the table of permissions has no row for ${operation}`)
  return row
}

/** Every operation of the table, as often as it has a row. */
export function operationsOfTable(): readonly string[] {
  return rows.map(([operation]) => operation)
}

/** Under which relation a role may call an operation; undefined where it never may. */
export function conditionOf(operation: string, role: Role): Condition | undefined {
  const { who } = permissionOf(operation)
  if (who === 'anyone' || who.includes(role)) return 'any'
  return (['own', 'mine', 'named'] as const).find((condition) => who.includes(`${role}:${condition}`))
}

/**
 * The kinds of words of a case, by the letter with which its canaries end: texts of the request (t), names of persons (n), our reference (r),
 * what the acts say (a), names (f) and contents (b) of files, a message that waits to be sealed (m), what goes with a translation (v), paper
 * that came (p), why it was decided who sees it (w). The number of a letter is no secret of its case: it stands in the audit log, and is told to who holds the letter's code.
 */
export type Kind = 't' | 'n' | 'r' | 'a' | 'f' | 'b' | 'm' | 'v' | 'p' | 'w'

/** What each may read of a case to which they stand in that relation; of any other, nothing. */
export const sight: { readonly [relation in 'casework' | 'own' | 'mine']: string } = {
  casework: 'tnrafbmvpw',
  own: 'tnrafbp',
  // A translator works from the texts alone.
  mine: 'trv',
}
/** What the rows hold of it, where nothing but the database holds back: whole rows, not columns, and so names of files that an act names. */
export const sightOfRows: typeof sight = { ...sight, mine: 'tnravf' }

/** How a case is handled: as most are, or restricted, so that whoever stands in no relation to it is kept out and the others say why they look. */
export type Handling = 'open' | 'restricted'

/**
 * How far each relation reaches, written out once more as a person reads it: to act, to read only, to the text of a translation, nowhere.
 * A relation that the product has and this table has not stops the walk.
 */
export const reachOfRelation: Readonly<Record<Relation, { readonly [handling in Handling]: 'act' | 'read' | 'nothing' }>> = {
  assigned: { open: 'act', restricted: 'act' },
  team: { open: 'act', restricted: 'act' },
  head: { open: 'act', restricted: 'act' },
  executing: { open: 'act', restricted: 'act' },
  translator: { open: 'act', restricted: 'act' },
  colleague: { open: 'act', restricted: 'nothing' },
  liaison: { open: 'read', restricted: 'read' },
  'walled-off': { open: 'nothing', restricted: 'nothing' },
}

/** What who is named to read may call about a case, where the role may at all. */
export const forReaders: readonly string[] = (
  'getRequest getLegalBases getOffenceCoverage getLetter getTranslatedTexts getPaper getRegisteredLetter getCoverSheet getPackage getFile getFileText ' +
  'getRequestRetention getErasure getTranslation exportTranslation getRequestAccess giveReason declareConflict getMessage getEvidence'
).split(' ')

/** Relations by which somebody is named on a request, or answers for all of them. */
export const named: readonly Relation[] = ['assigned', 'team', 'head']

/** What nobody says a reason for first: saying just that, saying that they may not, and seeing who else does. */
export const withoutReason: readonly string[] = ['giveReason', 'declareConflict', 'getRequestAccess']
