/** The paragraphs of prose, parted by blank lines. */
export function paragraphsIn(text: string): readonly string[] {
  return text
    .split(/\n[\t ]*\n\s*/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}
