import { type Node, parseSync, Visitor } from 'oxc-parser'

/** A piece of a source. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** One small change to a source: what stands from `start` to `end` becomes `text`. */
export interface Mutant extends Range {
  readonly text: string
  readonly line: number
  /** The expression, statement or body that holds the change, and what becomes of all of it. */
  readonly around: Range & { readonly kind: 'expression' | 'statement' | 'body'; readonly text: string }
}

const turned: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
}
const turnedCalls = new Map<string, string>(
  Object.entries({
    some: 'every',
    every: 'some',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    min: 'max',
    max: 'min',
    toSorted: 'slice',
    filter: 'slice',
  }),
)

/**
 * Every small change that a test should notice: operators turned, conditions fixed, words and numbers changed, bodies and calls taken out. Types,
 * imports, names of properties and the words of thrown errors, those that `demand` throws among them, are left alone: they are nobody's promise.
 */
export function mutantsOf(name: string, source: string): readonly Mutant[] {
  const found: Mutant[] = []
  const quiet: Range[] = []
  const chains: Range[] = []
  const lines = [0]
  for (const { index } of source.matchAll(/\n/gu)) lines.push(index + 1)
  const lineOf = (at: number): number => lines.findLastIndex((start) => start <= at) + 1
  const add = ({ start, end }: Range, text: string, kind: Mutant['around']['kind'] = 'expression'): void => {
    found.push({ start, end, text, line: lineOf(start), around: { start, end, kind, text } })
  }
  /** A change within an expression, which stays whole in brackets. */
  const within = ({ start, end }: Range, text: string, around: Range, whole: string): void => {
    found.push({ start, end, text, line: lineOf(start), around: { start: around.start, end: around.end, kind: 'expression', text: whole } })
  }
  const said = ({ start, end }: Range): string => source.slice(start, end)
  const leave = ({ start, end }: Range): void => {
    quiet.push({ start, end })
  }
  const operator = (node: Range & { left: Node; right: Node; operator: string }): void => {
    const other = turned[node.operator]
    if (other === undefined) return
    const at = source.indexOf(node.operator, node.left.end)
    within({ start: at, end: at + node.operator.length }, other, node, `(${said(node.left)}) ${other} (${said(node.right)})`)
  }
  const fix = (test: Node | null): void => {
    if (test === null) return
    add(test, 'true')
    add(test, 'false')
  }
  const { program, errors } = parseSync(name, source)
  if (errors.length > 0) throw new Error(`${name} cannot be read`)
  new Visitor({
    ImportDeclaration: leave,
    ExportAllDeclaration: leave,
    TSTypeAliasDeclaration: leave,
    TSInterfaceDeclaration: leave,
    TSTypeAnnotation: leave,
    TSTypeParameterInstantiation: leave,
    TSTypeParameterDeclaration: leave,
    ThrowStatement: leave,
    TSAsExpression(node) {
      leave(node.typeAnnotation)
    },
    TSSatisfiesExpression(node) {
      leave(node.typeAnnotation)
    },
    BinaryExpression(node) {
      operator(node)
    },
    LogicalExpression(node) {
      operator(node)
    },
    UnaryExpression(node) {
      if (node.operator === '!') within({ start: node.start, end: node.argument.start }, '', node, said(node.argument))
    },
    IfStatement(node) {
      fix(node.test)
    },
    ConditionalExpression(node) {
      fix(node.test)
    },
    Property(node) {
      if (!node.computed) leave(node.key)
    },
    Literal(node) {
      if (typeof node.value === 'boolean') add(node, String(!node.value))
      if (typeof node.value === 'number') add(node, String(node.value + 1))
      if (typeof node.value === 'string' && node.value !== '') add(node, "''")
    },
    ArrayExpression(node) {
      if (node.elements.length > 0) add(node, '[]')
    },
    ChainExpression({ start, end }) {
      chains.push({ start, end })
    },
    CallExpression(node) {
      const { callee } = node
      if (callee.type === 'Identifier' && callee.name === 'demand') node.arguments.slice(1).forEach(leave)
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      const other = turnedCalls.get(callee.property.name)
      if (other === undefined) return
      // A piece of a chain cannot stand in brackets: what would be passed over would be done.
      const around = chains.findLast(({ start, end }) => start <= node.start && node.end <= end) ?? node
      const { property } = callee
      within(property, other, around, source.slice(around.start, property.start) + other + source.slice(property.end, around.end))
    },
    ExpressionStatement(node) {
      add(node, ';', 'statement')
    },
    FunctionDeclaration(node) {
      if (node.body !== null && node.body.body.length > 0) add(node.body, '{}', 'body')
    },
  }).visit(program)
  return found
    .filter(({ start, end }) => !quiet.some((range) => range.start <= start && end <= range.end))
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
}
