import { type IRunOptions, type IStylesOptions, LineRuleType } from 'docx'
import type { Direction } from './direction.ts'

const ink = '1C2024'
// Faces that every office machine has, or has a twin of: in Latin and in Arabic, and in Simplified Chinese.
const face = 'Times New Roman'
// Said, because not every program takes it for granted.
const lineRule = LineRuleType.AUTO
const font = { ascii: face, hAnsi: face, cs: face, eastAsia: 'SimSun' }

/** A language as Word keeps it, one for each kind of script; `zh` alone would not say Simplified. */
export function wordLanguage(language: string, direction: Direction): NonNullable<IRunOptions['language']> {
  if (language.split('-')[0] === 'zh') return { eastAsia: language === 'zh' ? 'zh-CN' : language }
  return direction === 'rtl' ? { bidirectional: language } : { value: language }
}

/** The styles of a letter for Word: sizes in half points, spaces in twentieths of a point. */
export function docxStyles(language: string, direction: Direction): IStylesOptions {
  // Quotation marks and dashes are in both faces: in a Chinese letter they are Chinese.
  const faces = language.split('-')[0] === 'zh' ? { ...font, hint: 'eastAsia' } : font
  const run = { font: faces, color: ink, size: 23, sizeComplexScript: 23 }
  const heading = (size: number, before: number, after: number): object => ({
    run: { ...run, size, sizeComplexScript: size, bold: true, boldComplexScript: true, italics: false },
    paragraph: { spacing: { before, after, line: 264, lineRule }, keepNext: true, keepLines: true },
  })
  return {
    default: {
      document: {
        run: { ...run, language: { eastAsia: 'zh-CN', ...wordLanguage(language, direction) } },
        paragraph: { spacing: { line: 276, lineRule } },
      },
      heading1: heading(30, 360, 120),
      heading2: heading(25, 320, 120),
      heading3: heading(23, 240, 100),
    },
    paragraphStyles: [
      { id: 'Body', name: 'Letter body', basedOn: 'Normal', paragraph: { spacing: { after: 120, line: 276, lineRule } } },
      {
        id: 'Sender',
        name: 'Letter sender',
        basedOn: 'Normal',
        run: { size: 27, sizeComplexScript: 27, bold: true, boldComplexScript: true },
      },
      { id: 'Edge', name: 'Letter edge', basedOn: 'Normal', run: { size: 18, sizeComplexScript: 18, color: '5D646B' } },
      {
        id: 'Cell',
        name: 'Letter cell',
        basedOn: 'Normal',
        run: { size: 20, sizeComplexScript: 20 },
        paragraph: { spacing: { line: 252, lineRule } },
      },
      { id: 'Meta', name: 'Letter reference', basedOn: 'Normal', paragraph: { indent: { start: 2600, hanging: 2600 } } },
      {
        id: 'Caption',
        name: 'Caption',
        basedOn: 'Normal',
        run: { size: 19, sizeComplexScript: 19, color: '5D646B' },
        paragraph: { spacing: { before: 120, after: 60 } },
      },
    ],
  }
}
