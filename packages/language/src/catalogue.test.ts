import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { countUnapproved, listCatalogueFiles, readCatalogueFile } from './catalogue.ts'
import { available, getLanguage } from './languages.ts'

type Elements = ReturnType<IntlMessageFormat['getAst']>

function argumentsOf(elements: Elements): string[] {
  return elements.flatMap((element) => {
    const name = 'value' in element && element.type !== 0 ? [`${element.type}:${element.value}`] : []
    if (!('options' in element)) return name
    const options = Object.entries(element.options)
    // Plural forms differ between languages; the cases of a select must not.
    const cases = 'pluralType' in element ? [] : options.map(([key]) => `${element.value}=${key}`)
    return [...name, ...cases, ...options.flatMap(([, option]) => argumentsOf(option.value))]
  })
}

function shape(message: string, locale: string): string[] {
  return [...new Set(argumentsOf(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst()))].toSorted()
}

test('every catalogue stands in every available language', () => {
  for (const language of available) assert.deepEqual(listCatalogueFiles(language), listCatalogueFiles('en'), language)
})

for (const capability of listCatalogueFiles('en')) {
  const english = readCatalogueFile('en', capability)

  for (const language of available) {
    test(`${language}/${capability} holds the same ids as English, once each, none empty`, () => {
      const entries = readCatalogueFile(language, capability)
      assert.deepEqual(entries.map(({ id }) => id).toSorted(), [...new Set(english.map(({ id }) => id))].toSorted())
      assert.deepEqual(
        entries.filter(({ message }) => message.trim() === '').map(({ id }) => id),
        [],
      )
    })

    test(`${language}/${capability} takes the same values as English`, () => {
      const { locale } = getLanguage(language)
      const messages = new Map(readCatalogueFile(language, capability).map(({ id, message }) => [id, message]))
      for (const { id, message } of english) {
        assert.deepEqual(shape(messages.get(id) ?? '', locale), shape(message, getLanguage('en').locale), id)
      }
    })
  }
}

test('no id stands in two catalogues', () => {
  const ids = listCatalogueFiles('en').flatMap((capability) => readCatalogueFile('en', capability).map(({ id }) => id))
  assert.deepEqual(
    ids.filter((id, place) => ids.indexOf(id) !== place),
    [],
  )
})

test('English is the language in which the sentences are written; what stands in another waits for a person’s approval, and says so', () => {
  assert.equal(countUnapproved('en'), 0)
  for (const language of available) if (language !== 'en') assert.ok(countUnapproved(language) > 0, language)
})
