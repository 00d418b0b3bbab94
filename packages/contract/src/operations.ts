import { accessOperations } from './access.ts'
import { accountOperations } from './account.ts'
import { listAlarms } from './alarm.ts'
import { exportAudit, getAuditConsistency, getAuditHead, getAuditProof, listAudit } from './audit.ts'
import { computeDeadline, listDeadlineRules } from './deadline.ts'
import { describeDrafter, downloadDrafter, exportDraft, holdDrafterFile, importDrafts } from './drafter-file.ts'
import { activatePeer, getDirectory, listPeers, lowerFloor, proposePeer, revokePeer, suspendPeer, verifyPeer } from './exchange.ts'
import { fetchPeer, getContactAnnex } from './first-contact.ts'
import { checkContent, findBinding, findLegalBases, findRelations } from './law-question.ts'
import { getInstrument, listDeclarations, listInstruments, listParticipations, listParties, listStates } from './law.ts'
import { letterheadOperations } from './letterhead.ts'
import { getEvidence, getMessage, listMessages, retryMessage } from './message.ts'
import type { Client } from './operation.ts'
import { draftDirectory, publishDirectory } from './own-directory.ts'
import {
  addScan,
  checkLetter,
  enterPaperAct,
  enterPaperCopy,
  enterPaperRequest,
  getCoverSheet,
  getPackage,
  getPaper,
  getRegisteredLetter,
  listLetters,
  listOriginals,
  listPaperTwins,
  noteOriginal,
} from './paper.ts'
import { addPasskey, askChallenge, beginPasskey, listPasskeys, proveWithPasskey, removePasskey, signInWithPasskey } from './passkey.ts'
import { getPeerHistory } from './peer-history.ts'
import {
  approveProfileProposal,
  declineProfileProposal,
  getProfile,
  getProfileProposal,
  listProfileProposals,
  proposeProfile,
} from './profile.ts'
import { providerOperations } from './provider.ts'
import { listGaps, reconcilePeer } from './reconciliation.ts'
import {
  approveProposal,
  declineProposal,
  getProposal,
  listProposals,
  listReferenceChanges,
  listStale,
  proposeReference,
} from './reference.ts'
import { getLegalBases, getOffenceCoverage } from './request-law.ts'
import { addFile, getFile, getFileText, getLetter } from './request-paper.ts'
import { commandOperations, getRequest, listRequests, openRequest } from './request.ts'
import { retentionOperations } from './retention.ts'
import { cutOut, getCarriable, getVolume, listMessageReceipts, sealOut, takeIn } from './sealed-file.ts'
import { approveRecovery, changePassword, confirmAccount, declineRecovery, proposeRecovery } from './second-person.ts'
import {
  discardSignatures,
  getLetterSigning,
  getSignedLetter,
  listSigningKeys,
  signLetter,
  unlockSigningKey,
  verifyLetter,
} from './signature.ts'
import { getStateLaw } from './state-law.ts'
import { translationOperations } from './translation.ts'
import { getProvisionText, listArticles } from './treaty-text.ts'
import { askForCosignatures, listWitnesses, settleContradiction } from './witness.ts'

/** The whole public API. */
export const operations = {
  ...accessOperations,
  ...accountOperations,
  confirmAccount,
  proposeRecovery,
  declineRecovery,
  approveRecovery,
  changePassword,
  askChallenge,
  signInWithPasskey,
  proveWithPasskey,
  beginPasskey,
  addPasskey,
  listPasskeys,
  removePasskey,
  ...providerOperations,
  listRequests,
  openRequest,
  getRequest,
  getLegalBases,
  getOffenceCoverage,
  getLetter,
  addFile,
  getFile,
  getFileText,
  holdDrafterFile,
  importDrafts,
  exportDraft,
  describeDrafter,
  downloadDrafter,
  ...commandOperations,
  ...retentionOperations,
  checkLetter,
  listLetters,
  ...translationOperations,
  verifyLetter,
  getLetterSigning,
  getSignedLetter,
  signLetter,
  discardSignatures,
  listSigningKeys,
  unlockSigningKey,
  addScan,
  enterPaperRequest,
  enterPaperAct,
  enterPaperCopy,
  listPaperTwins,
  getPaper,
  noteOriginal,
  listOriginals,
  getRegisteredLetter,
  getCoverSheet,
  getPackage,
  ...letterheadOperations,
  listPeers,
  proposePeer,
  fetchPeer,
  getContactAnnex,
  verifyPeer,
  activatePeer,
  suspendPeer,
  revokePeer,
  lowerFloor,
  listMessages,
  getCarriable,
  sealOut,
  cutOut,
  getVolume,
  takeIn,
  listMessageReceipts,
  getMessage,
  retryMessage,
  getEvidence,
  listGaps,
  reconcilePeer,
  listWitnesses,
  askForCosignatures,
  settleContradiction,
  listAlarms,
  getPeerHistory,
  getDirectory,
  draftDirectory,
  publishDirectory,
  listAudit,
  getAuditHead,
  getAuditProof,
  getAuditConsistency,
  exportAudit,
  listStates,
  getStateLaw,
  findRelations,
  listInstruments,
  getInstrument,
  listParties,
  listParticipations,
  listDeclarations,
  listArticles,
  getProvisionText,
  findBinding,
  findLegalBases,
  listDeadlineRules,
  computeDeadline,
  checkContent,
  proposeReference,
  listProposals,
  getProposal,
  approveProposal,
  declineProposal,
  listReferenceChanges,
  listStale,
  getProfile,
  proposeProfile,
  listProfileProposals,
  getProfileProposal,
  approveProfileProposal,
  declineProfileProposal,
} as const

export type Operations = typeof operations
/** Every operation as a function. */
export type ComityClient = Client<Operations>
