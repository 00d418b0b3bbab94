import { createAccount, disableAccount, enrol, listAccounts, signIn, signOut, whoAmI } from './account.ts'
import { exportAudit, getAuditConsistency, getAuditHead, getAuditProof, listAudit } from './audit.ts'
import { getDirectory, listMessages, listPeers, proposePeer, suspendPeer, verifyPeer } from './exchange.ts'
import {
  checkContent,
  findBinding,
  findLegalBases,
  findRelations,
  getInstrument,
  listDeclarations,
  listInstruments,
  listParticipations,
  listParties,
  listStates,
} from './law.ts'
import { computeDeadline, listDeadlineRules } from './deadline.ts'
import { getProvisionText, listArticles } from './treaty-text.ts'
import type { Client } from './operation.ts'
import { checkLetter, listLetters } from './paper.ts'
import {
  approveProfileProposal,
  declineProfileProposal,
  getProfile,
  getProfileProposal,
  listProfileProposals,
  proposeProfile,
} from './profile.ts'
import {
  approveProposal,
  declineProposal,
  getProposal,
  listProposals,
  listReferenceChanges,
  listStale,
  proposeReference,
} from './reference.ts'
import { getStateLaw } from './state-law.ts'
import { commandOperations, getLegalBases, getOffenceCoverage, getRequest, listRequests, openRequest } from './request.ts'
import { addFile, getFile, getLetter } from './request-paper.ts'
import {
  acceptTranslation,
  askTranslation,
  assignTranslation,
  exportTranslation,
  getTranslatedTexts,
  getTranslation,
  importTranslation,
  listTranslations,
  listTranslators,
  returnTranslation,
  sendBackTranslation,
  translate,
} from './translation.ts'

/** The whole public API. */
export const operations = {
  signIn,
  signOut,
  whoAmI,
  enrol,
  listAccounts,
  createAccount,
  disableAccount,
  listRequests,
  openRequest,
  getRequest,
  getLegalBases,
  getOffenceCoverage,
  getLetter,
  addFile,
  getFile,
  ...commandOperations,
  checkLetter,
  listLetters,
  listTranslators,
  listTranslations,
  askTranslation,
  getTranslation,
  translate,
  returnTranslation,
  acceptTranslation,
  sendBackTranslation,
  assignTranslation,
  exportTranslation,
  importTranslation,
  getTranslatedTexts,
  listPeers,
  proposePeer,
  verifyPeer,
  suspendPeer,
  listMessages,
  getDirectory,
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
