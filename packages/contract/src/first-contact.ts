import { Line } from '@comity/domain/input'
import * as z from 'zod'
import { directoryProblems, Peer } from './exchange.ts'
import { fileBody, operation } from './operation.ts'
import { letterLanguages } from './request-paper.ts'

export const getContactAnnex = operation({
  id: 'getContactAnnex',
  method: 'GET',
  path: '/directory/annex',
  action: 'peer.list',
  summary: 'The annex to a note verbale that says whose root keys ours are: their fingerprint as digits, words, signs and a QR code (PDF)',
  query: z.strictObject({ language: z.enum(letterLanguages).default('en') }),
  response: fileBody,
})

export const fetchPeer = operation({
  id: 'fetchPeer',
  method: 'POST',
  path: '/peers/fetch',
  action: 'peer.propose',
  summary: 'Fetch the directory document that another authority shows at its address; nobody has verified it',
  body: z.strictObject({ address: Line.min(1).describe('of its gateway, as in https://exchange.justice.example') }),
  response: Peer,
  status: 201,
  problems: [...directoryProblems, 'same-state', 'act-not-available'],
})
