import { Line } from '@comity/domain/input'
import * as z from 'zod'
import { operation } from './operation.ts'

const instrument = Line.min(1)

/** One article of an imported text, as it stands there. */
export const Article = z.strictObject({ number: z.string(), heading: z.string().optional(), paragraphs: z.array(z.string()).readonly() })
export type Article = z.infer<typeof Article>

const textSource = { language: z.string(), source: z.string(), asOf: z.string(), sha256: z.string() }

export const listArticles = operation({
  id: 'listArticles',
  method: 'GET',
  path: '/law/instruments/{instrument}/articles',
  action: 'reference.read',
  summary: 'The articles of an instrument whose text was imported, by number and heading; none where it was not',
  params: z.strictObject({ instrument }),
  response: z.strictObject({
    instrument: z.string(),
    text: z.strictObject(textSource).optional(),
    items: z.array(z.strictObject({ number: z.string(), heading: z.string().optional() })).readonly(),
  }),
})

export const getProvisionText = operation({
  id: 'getProvisionText',
  method: 'GET',
  path: '/law/instruments/{instrument}/articles/{article}',
  action: 'reference.read',
  summary: 'The text of one article as it was imported; `18(15)` answers article 18',
  params: z.strictObject({ instrument, article: Line.min(1) }),
  response: z.strictObject({ instrument: z.string(), article: Article, ...textSource }),
  problems: ['not-found'],
})
