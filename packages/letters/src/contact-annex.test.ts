import assert from 'node:assert/strict'
import { test } from 'node:test'
import { available } from '@comity/language/languages'
import { contactAnnex } from './contact-annex.ts'
import { toHtml } from './html.ts'
import { inLanguage } from './in-language.ts'
import { qrCode } from './qr.ts'

const annex = {
  authority: { id: 'PER/central', state: 'PER', name: 'Fiscalía de la Nación' },
  madeAt: '2026-11-21T10:00:00Z',
  endpoint: 'https://exchange.fiscalia.example',
  version: 3,
  expires: '2027-02-19T10:00:00Z',
  threshold: 2,
  roots: 3,
  digits: '01234 56789 01234 56789 01234 56789 01234 56789 01234 56789 01234 56789',
  words: 'lusab babad gutih tugad lusab babad gutih tugad lusab babad gutih tugad',
  fingerprint: 'ab12 cd34 ab12 cd34 ab12 cd34 ab12 cd34 ab12 cd34 ab12 cd34 ab12 cd34 ab12 cd34',
  code: `comity:PER/central:${'ab12cd34'.repeat(8)}`,
  contacts: [{ name: 'Duty officer', telephone: '+51 1 000 0000' }],
}

for (const language of available) {
  test(`the annex to a note verbale bears the fingerprint in four forms in ${language}`, () => {
    const doc = contactAnnex(annex, inLanguage(language))
    assert.deepEqual(doc.mark?.qr, qrCode(annex.code))
    const bare = toHtml(doc).replaceAll(/<[^>]*>|\s/gu, '')
    for (const form of [annex.digits, annex.words, annex.fingerprint]) assert.ok(bare.includes(form.replaceAll(' ', '')), form)
  })
}
