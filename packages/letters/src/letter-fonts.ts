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

/** The faces of a letter: Noto Serif for Latin, Greek and Cyrillic, Noto Naskh for Arabic. Nothing of the system is used. */
export const letterFonts: readonly Buffer[] = faces.map((face) => readFileSync(fileURLToPath(face)))

const covered = new Set(letterFonts.flatMap((font) => [...codePointsOf(font)]))
const invisible = /^\p{Default_Ignorable_Code_Point}$/u

/** Replaces characters that no face has by their numbers, as in `[U+5317 U+65B9]`: an empty box would hide that a name is not there. */
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
    } else if (!invisible.test(character)) numbers.push(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
  }
  close()
  return shown
}

// Most text is: nothing is taken apart then.
function isPlain(text: string): boolean {
  return /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u017F]*$/u.test(text)
}
