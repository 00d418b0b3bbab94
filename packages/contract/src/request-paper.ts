import { Id, Line } from '@comity/domain/input'
import { FileReference } from '@comity/domain/request/content'
import * as z from 'zod'
import { fileBody, operation } from './operation.ts'
import { requestParams } from './request.ts'

/** Languages in which papers are written. */
export const letterLanguages = ['en', 'fr', 'es', 'ar', 'ru', 'zh', 'pt'] as const
export const getLetter = operation({
  id: 'getLetter',
  method: 'GET',
  path: '/requests/{request}/letter',
  action: 'letter.read',
  summary: 'The letter of a request, or another of its papers, as PDF or Word',
  params: requestParams,
  query: z.strictObject({
    format: z.enum(['pdf', 'docx']).default('pdf'),
    language: z.enum(letterLanguages).default('en'),
    form: z
      .enum(['letter', 'bilingual', 'worksheet', 'certificate', 'table', 'preservation', 'subscriber-information'])
      .optional()
      .describe(
        'the letter, the letter in two columns, the worksheet of its translator, a certificate of its attachments, the request as a form, or the form of a request that asks for the preservation of data or for subscriber information',
      ),
    second: z
      .enum(letterLanguages)
      .optional()
      .describe('the other language of two columns or of the worksheet; by default that of the translation, else English or French'),
    embed: z.literal('request').optional().describe('the request within the PDF, as `request.json`; the PDF is then PDF/A-3a'),
  }),
  response: fileBody,
  problems: ['not-found'],
})
export const addFile = operation({
  id: 'addFile',
  method: 'POST',
  path: '/requests/{request}/files',
  action: 'file.add',
  summary: 'Add a file to a request, to be sent with an act',
  params: requestParams,
  query: z.strictObject({ name: Line.min(1) }),
  body: fileBody,
  response: FileReference,
  status: 201,
  problems: ['not-found', 'too-large', 'wrong-file-type', 'file-harmful'],
})
export const getFile = operation({
  id: 'getFile',
  method: 'GET',
  path: '/requests/{request}/files/{file}',
  action: 'file.read',
  summary: 'A file of a request, as an attachment',
  params: z.strictObject({ request: Id, file: Id }),
  response: fileBody,
  problems: ['not-found', 'file-harmful'],
})
export const getFileText = operation({
  id: 'getFileText',
  method: 'GET',
  path: '/requests/{request}/files/{file}/text',
  action: 'file.read',
  summary: 'The words of a file, where they can be had without a program that opens it',
  params: z.strictObject({ request: Id, file: Id }),
  response: z.strictObject({
    /** Absent of a file whose words nobody here can read. */
    text: z.string().optional(),
    /** Whether there is more of it. */
    cut: z.boolean(),
  }),
  problems: ['not-found', 'file-harmful'],
})
