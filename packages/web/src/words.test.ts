import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { comparisonMeans, knownStandings, peerTroubles } from '@comity/contract/exchange'
import { MessageEntry } from '@comity/contract/message'
import { RequestRow } from '@comity/contract/request'
import { roles } from '@comity/domain/account/role'
import { actTypes, Condition } from '@comity/domain/request/act'
import { commandTypes } from '@comity/domain/request/command'
import { available } from '@comity/language/languages'
import { readCatalogue, readCatalogueFile } from '@comity/language/catalogue'

const folder = fileURLToPath(new URL('.', import.meta.url))
const sources = globSync(`${folder}**/*.{ts,tsx}`).filter((path) => !path.includes('.test'))
const text = sources.map((path) => readFileSync(path, 'utf8')).join('\n')
const owners = 'web|drafter|act|command|stage|receipt|condition|ground|profile|message|peer|finding|measure|legal-basis|problem'
const shown = new RegExp(`(?:\\bt\\(\\s*|label: |Label: |note: |optionLabel: |\\? |: |label=)['"]((?:${owners})\\.[\\w.-]+)['"]`, 'gu')

const events = [
  'SubmissionAcceptance',
  'RelayAcceptance',
  'RelayRejection',
  'RelayFailure',
  'ContentConsignment',
  'ContentConsignmentFailure',
  'ContentHandover',
]

suite('the words of the pages', () => {
  for (const language of available) {
    const known = readCatalogue(language)
    test(`are all there in ${language}`, () => {
      const literal = [...text.matchAll(shown)].map(([, id = '']) => id)
      assert.ok(literal.length > 200)
      const dynamic = [
        ...commandTypes.flatMap((type) => [`command.${type}`, `command.${type}.means`]),
        ...actTypes.map((type) => `act.${type}`),
        ...RequestRow.shape.stage.options.map((stage) => `stage.${stage}`),
        ...roles.map((role) => `web.role.${role}`),
        ...Condition.shape.kind.options.map((kind) => `condition.${kind}`),
        ...knownStandings.map((standing) => `peer.${standing}`),
        ...comparisonMeans.map((means) => `peer.means.${means}`),
        ...peerTroubles.map((trouble) => `peer.trouble.${trouble}`),
        ...MessageEntry.shape.standing.options.flatMap((standing) => [`message.${standing}`, `message.${standing}.means`]),
        ...events.flatMap((event) => [`receipt.${event}`, `receipt.${event}.means`]),
      ]
      const notOurs = [
        'web.role',
        'peer.list',
        'peer.propose',
        'peer.verify',
        'peer.suspend',
        'web.draft.matter.stage',
        'web.draft.urgency.level',
      ]
      assert.deepEqual(
        [...literal, ...dynamic].filter(
          (id) => !known.has(id) && !notOurs.includes(id) && ![...known.keys()].some((key) => key.startsWith(`${id}.`)),
        ),
        [],
      )
    })
  }

  test('are all used', () => {
    const families = [...text.matchAll(/`(web\.[\w.-]*)\$\{/gu)]
      .map(([, family = '']) => family)
      .concat([...text.matchAll(/optionLabel: '([\w.-]+)'/gu)].map(([, family]) => `${family}.`))
    const dead = readCatalogueFile('en', 'web').filter(
      ({ id }) =>
        id.startsWith('web.') &&
        !text.includes(`'${id}'`) &&
        !text.includes(`"${id}"`) &&
        !families.some((family) => id.startsWith(family)),
    )
    assert.deepEqual(
      dead.map(({ id }) => id),
      [],
    )
  })
})
