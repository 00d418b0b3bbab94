import { problemStatus } from '@comity/contract/problem'
import type { FieldProblem, Problem } from '@comity/domain/problem'
import { isolate } from '@comity/language/isolate'
import type { AvailableLanguage } from '@comity/language/languages'
import { translator } from '@comity/language/translator'
import type { FastifyReply } from 'fastify'
import { preferredLanguage } from './preferred-language.ts'

const mediaType = 'application/problem+json'

function sentenceOf({ field, rule, values }: FieldProblem, language: AvailableLanguage): string {
  const sentence = translator(language)(rule.startsWith('finding.') ? rule : `problem.field.${rule}`, values)
  return field === '' ? sentence : `${isolate(field)}: ${sentence}`
}

/** A problem as RFC 9457 `application/problem+json`, in words of the reader's language and in codes for a program. */
export function describeProblem(problem: Problem, language: AvailableLanguage) {
  const { code, fields, values } = problem
  return {
    type: `/problems/${code}`,
    title: translator(language)(`problem.${code}`, values),
    status: problemStatus[code],
    ...(fields === undefined ? {} : { detail: fields.map((field) => sentenceOf(field, language)).join('\n'), fields }),
    code,
    ...(values === undefined ? {} : { values }),
  }
}

/** Answers a problem, in the language that the request prefers. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const language = preferredLanguage(reply.request.headers['accept-language'])
  const body = describeProblem(problem, language)
  return reply
    .code(body.status)
    .header('content-language', language)
    .type(mediaType)
    .send(Buffer.from(JSON.stringify(body)))
}

/** Answers a failure of ours: nothing but the number under which the log has it. */
export function sendFailure(reply: FastifyReply): FastifyReply {
  const body = { type: 'about:blank', title: 'Internal Server Error', status: 500, instance: `urn:uuid:${reply.request.id}` }
  return reply
    .code(500)
    .type(mediaType)
    .send(Buffer.from(JSON.stringify(body)))
}
