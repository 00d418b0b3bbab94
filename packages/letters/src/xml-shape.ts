/** Marks of a document that is read into a tree: a letter of forty pages in Word has half of them. */
const marksAtMost = 120_000
/** Signs of one mark, with its attributes. */
const longest = 20_000
/** No document of ours is nested as deep; the tree is asked more strictly. */
const deepest = 1000

/** Where what begins at a place ends; undefined when it never does. */
function endOf(text: string, from: number): number | undefined {
  const [begin, end] = text.startsWith('<!--', from)
    ? [4, '-->']
    : text.startsWith('<![CDATA[', from)
      ? [9, ']]>']
      : text.startsWith('<?', from)
        ? [2, '?>']
        : [1, '>']
  const at = text.indexOf(end, from + begin)
  return at < 0 ? undefined : at + end.length
}

/**
 * Whether a text can be read as XML in reasonable time: looked at once from beginning to end, before a parser makes a tree of it that
 * is hundreds of times as large. Whether it is well formed is the parser's to say.
 */
export function isReadable(text: string): boolean {
  let depth = 0
  let marks = 0
  for (let from = text.indexOf('<'); from >= 0;) {
    const end = endOf(text, from)
    if (end === undefined) return false
    const isMark = !/[!?]/u.test(text[from + 1] ?? '!')
    if (isMark && end - from > longest) return false
    if (isMark && text[from + 1] === '/') depth -= 1
    else if (isMark && text[end - 2] !== '/') depth += 1
    marks += 1
    if (marks > marksAtMost || depth > deepest) return false
    from = text.indexOf('<', end)
  }
  return true
}
