import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHtml, toHtmlPage } from './html.ts'
import { frameIn, peruSwitzerland } from './peru-switzerland.fixture.ts'
import { requestLetter } from './request-letter.ts'

test('an identifier stands in its own bdi', () => {
  assert.match(toHtml(requestLetter(peruSwitzerland(), frameIn('es'))), /<bdi dir="ltr">CH93 0076 2011 6238 5295 7<\/bdi>/u)
})

test('a page names its language and direction and needs nothing from elsewhere', () => {
  const page = toHtmlPage(requestLetter(peruSwitzerland(), frameIn('es')))
  assert.match(page, /^<!doctype html>\n<html lang="es" dir="ltr">/u)
  assert.doesNotMatch(page, /src=|href=|url\(|<script/u)
})
