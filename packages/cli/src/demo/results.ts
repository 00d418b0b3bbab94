import type { FileStream } from '@comity/contract/operation'

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

const statements = [
  'date;value;currency;amount;counterparty;reference',
  '2019-05-14;2019-05-14;USD;412000.00;Constructora Ejemplo SA;INV-0031',
  '2019-05-16;2019-05-16;USD;-410000.00;Ejemplo Holdings Ltd;transfer',
  '2020-02-27;2020-02-27;USD;655250.00;Constructora Ejemplo SA;INV-0058',
  '2021-03-03;2021-03-03;USD;198700.00;Constructora Ejemplo SA;INV-0092',
]

const formA = [
  'FORM A (invented for the demonstration)',
  'Account   CH93 0076 2011 6238 5295 7',
  'Holder    Northern Light Trading Ltd',
  'Declared beneficial owner: José Núñez Álvarez, born 14.02.1971',
]

/** What the bank handed over: invented, like every person and account of the case. */
export const bankFiles: readonly FileStream[] = [
  { name: 'statements-2019-2021.csv', mediaType: 'text/csv', lines: statements },
  { name: 'form-a-beneficial-owner.txt', mediaType: 'text/plain', lines: formA },
].map(({ name, mediaType, lines }) => ({ name, mediaType, stream: only(new TextEncoder().encode(`${lines.join('\n')}\n`)) }))
