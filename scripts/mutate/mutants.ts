import { type Node, parseSync, Visitor } from 'oxc-parser'

/** One small change to a source: what stands from `start` to `end` becomes `text`. */
export interface Mutant {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly line: number
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
const turnedCalls: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  toSorted: 'slice',
  filter: 'slice',
}

/**
 * Every small change that a test should notice: operators turned, conditions fixed, words and numbers changed, bodies and calls taken out. Types,
 * imports, names of properties and the words of thrown errors are left alone: they are nobody's promise.
 */
export function mutantsOf(name: string, source: string): readonly Mutant[] {
  const found: Mutant[] = []
  const quiet: { start: number; end: number }[] = []
  const lines = [0]
  for (const { index } of source.matchAll(/\n/gu)) lines.push(index + 1)
  const lineOf = (at: number): number => lines.findLastIndex((start) => start <= at) + 1
  const add = (start: number, end: number, text: string): void => {
    found.push({ start, end, text, line: lineOf(start) })
  }
  const leave = (node: { start: number; end: number }): void => {
    quiet.push({ start: node.start, end: node.end })
  }
  const operator = (node: { left: Node; right: Node; operator: string }): void => {
    const other = turned[node.operator]
    if (other === undefined) return
    const at = source.indexOf(node.operator, node.left.end)
    add(at, at + node.operator.length, other)
  }
  const fix = (test: Node | null): void => {
    if (test === null) return
    add(test.start, test.end, 'true')
    add(test.start, test.end, 'false')
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
      if (node.operator === '!') add(node.start, node.argument.start, '')
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
      if (typeof node.value === 'boolean') add(node.start, node.end, String(!node.value))
      if (typeof node.value === 'number') add(node.start, node.end, String(node.value + 1))
      if (typeof node.value === 'string' && node.value !== '') add(node.start, node.end, "''")
    },
    ArrayExpression(node) {
      if (node.elements.length > 0) add(node.start, node.end, '[]')
    },
    CallExpression(node) {
      const { callee } = node
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      const other = turnedCalls[callee.property.name]
      if (other !== undefined) add(callee.property.start, callee.property.end, other)
    },
    ExpressionStatement(node) {
      add(node.start, node.end, ';')
    },
    FunctionDeclaration(node) {
      if (node.body !== null && node.body.body.length > 0) add(node.body.start, node.body.end, '{}')
    },
  }).visit(program)
  return found
    .filter(({ start, end }) => !quiet.some((range) => range.start <= start && end <= range.end))
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
}
