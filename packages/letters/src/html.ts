import { escape } from './escape.ts'
import { type Block, type Doc, type Foreign, headLines, type Inline, type Line, type RegisterMark, type Side, tickMark } from './model.ts'

function attributes(foreign: Foreign | undefined): string {
  return foreign === undefined ? '' : ` lang="${escape(foreign.language)}" dir="${foreign.direction}"`
}

function inlineHtml(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return escape(inline.text)
    case 'strong':
      return `<strong>${escape(inline.text)}</strong>`
    case 'isolated': {
      const language = inline.language === undefined ? '' : ` lang="${escape(inline.language)}"`
      return `<bdi dir="${inline.direction}"${language}>${escape(inline.text)}</bdi>`
    }
    case 'missing':
      return `<mark>${escape(inline.text)}</mark>`
    case 'tick':
      return `<span class="option">${tickMark(inline)} ${inline.chosen ? `<strong>${escape(inline.text)}</strong>` : escape(inline.text)}</span>`
    case 'break':
      return '<br>'
  }
}

function lineHtml(line: Line): string {
  return line.map(inlineHtml).join('')
}

function cellHtml(cell: Line, isHead: boolean): string {
  return isHead ? `<th scope="row">${lineHtml(cell)}</th>` : `<td>${lineHtml(cell)}</td>`
}

function blockHtml(block: Block, beside?: Side): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}><span class="number">${escape(block.number)}</span> ${lineHtml(block.content)}</h${block.level + 1}>`
    case 'paragraph': {
      const number = block.number === undefined ? '' : `<span class="number">${block.number}.</span> `
      return `<p>${number}<span${attributes(block.foreign)}>${lineHtml(block.content)}</span></p>`
    }
    case 'list':
      return `<ul>${block.items.map(({ label, content }) => `<li><span class="number">${escape(label)}</span> ${lineHtml(content)}</li>`).join('')}</ul>`
    case 'table': {
      const head = block.head.map((cell) => `<th scope="col">${lineHtml(cell)}</th>`).join('')
      const rows = block.rows
        .map((row) => `<tr>${row.map((cell, place) => cellHtml(cell, block.boxed === true && place === 0)).join('')}</tr>`)
        .join('')
      const caption = block.caption.length === 0 ? '' : `<caption>${lineHtml(block.caption)}</caption>`
      return `<table${attributes(block.foreign)}>${caption}<thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`
    }
    case 'columns': {
      const column = (blocks: readonly Block[], side?: Side): string =>
        `<div${attributes(side)}>${blocks.map((inner) => blockHtml(inner)).join('')}</div>`
      return `<div class="columns">${block.rows.map(({ first, second }) => column(first) + column(second, beside)).join('')}</div>`
    }
  }
}

function addressHtml(lines: readonly Line[]): string {
  return lines.map(lineHtml).join('<br>')
}

function headHtml({ date, addressee, title, subject, meta }: Side): string {
  return [
    `<p class="date">${lineHtml(date)}</p><address>${addressHtml(addressee)}</address>`,
    `<h1>${escape(title)}</h1>`,
    subject.length === 0 ? '' : `<p class="subject">${lineHtml(subject)}</p>`,
    meta.length === 0 ? '' : `<dl>${meta.map(({ label, value }) => `<dt>${escape(label)}</dt><dd>${lineHtml(value)}</dd>`).join('')}</dl>`,
  ].join('\n')
}

function signaturesHtml({ signatures }: Side): string {
  return signatures
    .map(
      ({ role, fields }) =>
        `<section class="signature"><p>${escape(role)}</p>${fields.map((field) => `<p>${escape(field)}:</p>`).join('')}</section>`,
    )
    .join('')
}

function markHtml(mark: RegisterMark | undefined): string {
  if (mark === undefined) return ''
  const { size, path } = mark.qr
  const drawing = `<svg role="img" aria-label="${escape(mark.alternative)}" width="120" height="120" viewBox="0 0 ${size} ${size}"><path d="M0 0h${size}v${size}h-${size}z" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
  const rows = mark.rows.map(({ label, value }) => `<dt>${escape(label)}</dt><dd>${lineHtml(value)}</dd>`).join('')
  return `<section class="mark">${drawing}<div><dl>${rows}</dl><p>${lineHtml(mark.how)}</p></div></section>`
}

/** What a letter says once in its language, and beside it in the other where it has two. */
function inEachLanguage(doc: Doc, part: (side: Side) => string): string {
  if (doc.beside === undefined) return part(doc)
  return `<div class="columns"><div>${part(doc)}</div><div${attributes(doc.beside)}>${part(doc.beside)}</div></div>`
}

function emblemHtml({ letterhead }: Doc): string {
  const emblem = letterhead?.emblem
  return emblem === undefined ? '' : `<img class="emblem" src="${escape(emblem.source)}" alt="${escape(emblem.alt)}">`
}

/** A letter as one `<article>`; everything in it is escaped. */
export function toHtml(doc: Doc): string {
  const draft = doc.draft ? `<p class="draft">${escape(doc.draftNotice)}</p>` : ''
  return [
    `<article class="letter" lang="${escape(doc.language)}" dir="${doc.direction}">`,
    draft,
    `<header>${emblemHtml(doc)}<p class="state">${escape(doc.state)}</p><address>${addressHtml(headLines(doc))}</address></header>`,
    inEachLanguage(doc, headHtml),
    ...doc.blocks.map((block) => blockHtml(block, doc.beside)),
    inEachLanguage(doc, signaturesHtml),
    markHtml(doc.mark),
    '</article>',
  ].join('\n')
}

const style = `body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 "Noto Serif",Georgia,serif;overflow-wrap:anywhere}
h1{font-size:1.4rem}h2{font-size:1.1rem}h3{font-size:1rem}ul{list-style:none}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}
dd{margin:0}table{width:100%;border-collapse:collapse}th,td{border:1px solid;padding:.3rem;text-align:start;vertical-align:top}
caption{text-align:start;font-style:italic}.draft{border:2px solid;padding:.5rem;font-weight:bold}mark{font-weight:bold}
.emblem{max-height:18mm;max-width:60mm}
.option{display:inline-block}.mark{display:grid;grid-template-columns:auto 1fr;gap:1rem;align-items:center;border-top:1px solid;margin-top:2rem;font-size:.85rem}.columns{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}`

/** A letter as a complete HTML file that needs nothing else. */
export function toHtmlPage(doc: Doc): string {
  const title = escape(`${doc.reference} ${doc.title}`)
  return `<!doctype html>
<html lang="${escape(doc.language)}" dir="${doc.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body>
${toHtml(doc)}
</body>
</html>
`
}
