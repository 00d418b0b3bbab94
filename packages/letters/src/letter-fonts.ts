import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { codePointsOf } from './glyph-coverage.ts'

// Noto Naskh is pinned at 0.2.3: later builds compose letters from parts, and text copied from the PDF doubles them.
const faces = [
  import.meta.resolve('@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/noto-serif/700Bold/NotoSerif_700Bold.ttf'),
  import.meta.resolve('@expo-google-fonts/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf'),
  import.meta.resolve('@expo-google-fonts/noto-naskh-arabic/NotoNaskhArabic_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/noto-naskh-arabic/NotoNaskhArabic_700Bold.ttf'),
]

const hanPackage = import.meta.resolve('@embedpdf/fonts-sc')
const hanFaces = ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf'].map((face) => new URL(`../fonts/${face}`, hanPackage).href)

function read(files: readonly string[]): Buffer[] {
  return files.map((file) => readFileSync(fileURLToPath(file)))
}

/** The faces of most letters: Noto Serif for Latin, Greek and Cyrillic, Noto Naskh for Arabic. Nothing of the system is used. */
export const letterFonts: readonly Buffer[] = read(faces)

const covered = new Set(letterFonts.flatMap((font) => [...codePointsOf(font)]))
const invisible = /^\p{Default_Ignorable_Code_Point}$/u

let han: { readonly fonts: readonly Buffer[]; readonly covered: ReadonlySet<number> } | undefined

// Seventeen megabytes: read for the first letter that has a character of theirs.
function getHan(): NonNullable<typeof han> {
  if (han !== undefined) return han
  const fonts = read(hanFaces)
  const [regular = new Set<number>(), bold = new Set<number>()] = fonts.map(codePointsOf)
  han = { fonts, covered: new Set([...regular].filter((code) => bold.has(code))) }
  return han
}

/** The faces of a letter with Chinese in it: those of the others, and Noto Sans in its Simplified forms, regular and bold. */
export function lettersWithHanFonts(): readonly Buffer[] {
  return [...letterFonts, ...getHan().fonts]
}

/** Whether a text that is showable has a character that only the Han faces have. */
export function needsHan(shown: string): boolean {
  return !isPlain(shown) && Array.from(shown).some((character) => !covered.has(character.codePointAt(0) ?? 0) && character !== '\n')
}

/** Replaces characters that no face has by their numbers, as in `[U+1F600]`: an empty box would hide that a name is not there. */
export function showable(text: string): string {
  if (isPlain(text)) return text
  let shown = ''
  let numbers: string[] = []
  const close = (): void => {
    if (numbers.length > 0) shown += `[${numbers.join(' ')}]`
    numbers = []
  }
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (covered.has(code) || character === '\n') {
      close()
      shown += character
    } else if (invisible.test(character)) continue
    else if (getHan().covered.has(code)) {
      close()
      shown += character
    } else numbers.push(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
  }
  close()
  return shown
}

// Most text is: nothing is taken apart then.
function isPlain(text: string): boolean {
  return /^[\n\u0020-\u007E\u00A0-\u00AC\u00AE-\u017F]*$/u.test(text)
}
