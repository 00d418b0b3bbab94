import type { RequestView } from '@comity/contract/request'
import { Condition } from '@comity/domain/request/act'
import { type Ground, groundScopeOf, groundsFor } from '@comity/domain/execution/ground'
import type { CommandType } from '@comity/domain/request/command'
import type { Field, Leaf } from '../form/field.ts'
import { type Voice } from '../ui/voice.ts'
import { articlesFor } from './articles.ts'

type Fields = (view: RequestView, voice: Voice) => readonly Field[]

const text: Field = { kind: 'prose', name: 'text', label: 'web.act.text' }
const note: Field = { kind: 'prose', rows: 3, name: 'note', label: 'web.act.note', optional: true }
const reason: Leaf = { kind: 'prose', name: 'reason', label: 'web.act.reason' }
const files: Field = { kind: 'files', name: 'files', label: 'web.act.files', note: 'web.act.files.note' }

function article(suggestions: readonly string[], optional: boolean): Leaf {
  return {
    kind: 'line',
    name: 'article',
    label: 'web.act.article',
    note: 'web.act.article.note',
    suggestions,
    ...(optional ? { optional: true as const } : {}),
  }
}

/** The grounds of the closed list, those that are none among them: whoever chooses one is told why it is not. */
function ground(act: Ground['act'], { content }: RequestView): Leaf {
  return {
    kind: 'choice',
    as: 'select',
    name: 'ground',
    label: 'ground.choice',
    note: 'ground.choice.note',
    optional: true,
    options: groundsFor(groundScopeOf(content.kind), act).map(({ code }) => code),
    optionLabel: 'ground',
  }
}

const consulted: Field = {
  kind: 'prose',
  rows: 3,
  name: 'consulted',
  label: 'ground.consulted',
  note: 'ground.consulted.note',
  optional: true,
}

function conditions(view: RequestView, voice: Voice): Field {
  return {
    kind: 'group',
    name: 'conditions',
    label: 'web.act.conditions',
    note: 'web.act.conditions.note',
    rowLabel: 'web.act.condition',
    addLabel: 'web.act.conditions.add',
    atLeast: 0,
    fields: [
      { kind: 'id', name: 'id', label: '' },
      {
        kind: 'choice',
        as: 'select',
        name: 'kind',
        label: 'web.act.condition.kind',
        options: Condition.shape.kind.options,
        optionLabel: 'condition',
      },
      { kind: 'prose', rows: 3, name: 'text', label: 'web.act.condition.text' },
      article(articlesFor('condition', view, voice), true),
    ],
  }
}

/** The clarifications that are open, by what was asked. */
function questions(view: RequestView): Leaf {
  return {
    kind: 'choice',
    name: 'answers',
    label: 'web.act.answers',
    options: view.openClarifications.map(({ act }) => act),
    optionLabel: (id) => {
      const asked = view.thread.find(({ act }) => act.id === id)?.act
      return asked?.type === 'ask-clarification' ? asked.body.question : id
    },
  }
}

/** The answers that are not yet confirmed, by what and when they were. */
function answers(view: RequestView, { t, instant }: Voice): Leaf {
  return {
    kind: 'choice',
    name: 'of',
    label: 'web.act.of',
    options: view.unconfirmed,
    optionLabel: (id) => {
      const given = view.thread.find(({ act }) => act.id === id)?.act
      return given === undefined ? id : `${t(`act.${given.type}`)}, ${instant(given.at)}`
    },
  }
}

/** What each command asks of the officer who gives it: one entry per command, in the order of its shape. */
export const actFields: Readonly<Record<Exclude<CommandType, 'revise' | 'override-finding'>, Fields>> = {
  approve: () => [],
  decline: () => [reason],
  'share-draft': () => [note],
  comment: () => [text],
  dispatch: ({ thread }) => [
    { kind: 'line', name: 'reference', label: 'web.act.our-reference', note: 'web.act.our-reference.note' },
    // What was begun goes on in its way.
    ...(thread.length > 0 ? [] : [{ kind: 'flag', name: 'onPaper', label: 'web.act.on-paper', note: 'web.act.on-paper.note' } as const]),
  ],
  register: () => [
    { kind: 'line', name: 'reference', label: 'web.act.our-reference', note: 'web.act.our-reference.note' },
    { kind: 'flag', keep: true, name: 'confidentialityConfirmed', label: 'web.act.confidentiality', note: 'web.act.confidentiality.note' },
    note,
  ],
  'return-deficient': (view, voice) => [
    {
      kind: 'group',
      name: 'reasons',
      label: 'web.act.lacks',
      rowLabel: 'web.act.lack',
      addLabel: 'web.act.lacks.add',
      atLeast: 1,
      fields: [
        { kind: 'prose', rows: 3, name: 'text', label: 'web.act.lack.text' },
        article(articlesFor('return-deficient', view, voice), true),
      ],
    },
  ],
  'ask-clarification': (view, voice) => [
    { kind: 'prose', name: 'question', label: 'web.act.question' },
    { kind: 'date', name: 'due', label: 'web.act.answer-due', optional: true },
    article(articlesFor('ask-clarification', view, voice), true),
  ],
  clarify: (view) => [questions(view), { kind: 'prose', name: 'text', label: 'web.act.answer' }, files],
  accept: (view, voice) => [conditions(view, voice), note],
  postpone: (view, voice) => [
    ground('postpone', view),
    reason,
    article(articlesFor('postpone', view, voice), false),
    { kind: 'date', name: 'until', label: 'web.act.until', optional: true },
    consulted,
  ],
  refuse: (view, voice) => [
    {
      kind: 'group',
      name: 'grounds',
      label: 'web.act.grounds',
      note: 'web.act.grounds.note',
      rowLabel: 'web.act.ground',
      addLabel: 'web.act.grounds.add',
      atLeast: 1,
      fields: [ground('refuse', view), reason, article(articlesFor('refuse', view, voice), false)],
    },
    consulted,
  ],
  assign: () => [
    { kind: 'line', name: 'authority', label: 'web.act.office', note: 'web.act.office.note' },
    { kind: 'date', name: 'due', label: 'web.act.office-due', optional: true },
  ],
  'report-progress': () => [text],
  'send-result': (view, voice) => [
    { kind: 'flag', keep: true, name: 'final', label: 'web.act.final', note: 'web.act.final.note' },
    { kind: 'prose', rows: 8, name: 'summary', label: 'web.act.summary' },
    conditions(view, voice),
    files,
  ],
  'confirm-receipt': (view, voice) => [
    answers(view, voice),
    { kind: 'flag', keep: true, name: 'hashesEqual', label: 'web.act.hashes', note: 'web.act.hashes.note' },
    note,
  ],
  'ask-status': () => [note],
  'report-status': () => [text],
  'no-longer-needed': () => [reason],
  withdraw: () => [reason],
  close: () => [reason],
  reopen: () => [reason],
}
