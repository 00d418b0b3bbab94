import { type Block, type Doc, headLines, type Inline, type Line, type RegisterMark, type Side, tickMark } from '@comity/letters/model'
import { QrCode } from '../paper/qr-code.tsx'
import { Facts } from '../ui/facts.tsx'

function InlineText({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return <>{inline.text}</>
    case 'strong':
      return <strong>{inline.text}</strong>
    case 'isolated':
      return (
        <bdi dir={inline.direction} lang={inline.language}>
          {inline.text}
        </bdi>
      )
    case 'missing':
      return <mark>{inline.text}</mark>
    case 'tick':
      return (
        <span class="option">
          {tickMark(inline)} {inline.chosen ? <strong>{inline.text}</strong> : inline.text}
        </span>
      )
    case 'break':
      return <br />
  }
}

/** A line of a letter, each of its runs marked as what it is. */
export function LineText({ line }: { readonly line: Line }) {
  return (
    <>
      {line.map((inline) => (
        <InlineText inline={inline} />
      ))}
    </>
  )
}

/** Blocks of one column, in its language. */
function Column({ blocks, side }: { readonly blocks: readonly Block[]; readonly side: Side | undefined }) {
  return (
    <div lang={side?.language} dir={side?.direction}>
      {blocks.map((block) => (
        <BlockText block={block} />
      ))}
    </div>
  )
}

function BlockText({ block, beside }: { readonly block: Block; readonly beside?: Side | undefined }) {
  switch (block.kind) {
    case 'heading': {
      const content = (
        <>
          {block.number} <LineText line={block.content} />
        </>
      )
      return block.level === 1 ? <h3>{content}</h3> : <h4>{content}</h4>
    }
    case 'paragraph':
      return (
        <p lang={block.foreign?.language} dir={block.foreign?.direction} class={block.number === undefined ? undefined : 'numbered'}>
          {block.number === undefined ? null : <span class="number">{`${block.number}.`}</span>}
          <span>
            <LineText line={block.content} />
          </span>
        </p>
      )
    case 'list':
      return (
        <ul>
          {block.items.map(({ label, content }) => (
            <li>
              <span class="number">{label}</span>
              <span>
                <LineText line={content} />
              </span>
            </li>
          ))}
        </ul>
      )
    case 'columns':
      return (
        <div class="columns">
          {block.rows.map(({ first, second }) => (
            <>
              <Column blocks={first} side={undefined} />
              <Column blocks={second} side={beside} />
            </>
          ))}
        </div>
      )
    case 'table':
      return (
        <table lang={block.foreign?.language} dir={block.foreign?.direction}>
          {block.caption.length === 0 ? null : (
            <caption>
              <LineText line={block.caption} />
            </caption>
          )}
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th scope="col">
                  <LineText line={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr>
                {row.map((cell, place) =>
                  block.boxed === true && place === 0 ? (
                    <th scope="row">
                      <LineText line={cell} />
                    </th>
                  ) : (
                    <td>
                      <LineText line={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}

function Address({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <p class="address">
      {lines.map((line) => (
        <span>
          <LineText line={line} />
        </span>
      ))}
    </p>
  )
}

function Head({ side, doc }: { readonly side: Side; readonly doc: Doc }) {
  return (
    <div lang={side.language} dir={side.direction}>
      <p class="dated">
        {doc.beside === undefined ? (
          <>
            {doc.referenceLabel} <bdi>{doc.reference}</bdi>
            <br />
          </>
        ) : null}
        <LineText line={side.date} />
      </p>
      <Address lines={side.addressee} />
      <h2>{side.title}</h2>
      <p class="subject">
        <LineText line={side.subject} />
      </p>
      {side.meta.length === 0 ? null : (
        <dl class="facts">
          {side.meta.map(({ label, value }) => (
            <div>
              <dt>{label}</dt>
              <dd>
                <LineText line={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

function Signatures({ side }: { readonly side: Side }) {
  return (
    <div class="signatures" lang={side.language} dir={side.direction}>
      {side.signatures.map(({ role, fields }) => (
        <div>
          <b>{role}</b>
          {fields.map((field) => (
            <p>{field}</p>
          ))}
        </div>
      ))}
    </div>
  )
}

/** What ties the letter to the register: its number and code, and the QR code that leads to where it is checked. */
function Mark({ mark }: { readonly mark: RegisterMark }) {
  return (
    <section class="mark">
      <QrCode qr={mark.qr} alternative={mark.alternative} />
      <div>
        <Facts items={mark.rows.map(({ label, value }) => [label, <LineText line={value} />])} />
        <p>
          <LineText line={mark.how} />
        </p>
      </div>
    </section>
  )
}

/** A letter on the screen: every number and word is the model's, none is added. */
export function Letter({ doc }: { readonly doc: Doc }) {
  const sides: readonly Side[] = doc.beside === undefined ? [doc] : [doc, doc.beside]
  const columns = doc.beside === undefined ? undefined : 'columns'
  const emblem = doc.letterhead?.emblem
  return (
    <article class="letter" lang={doc.language} dir={doc.direction}>
      {doc.draft ? <p class="draft-notice">{doc.draftNotice}</p> : null}
      {emblem === undefined ? null : (
        <img class="emblem" src={emblem.source} alt={emblem.alt} width={emblem.width} height={emblem.height} />
      )}
      <p class="state">{doc.state}</p>
      <Address lines={headLines(doc)} />
      <div class={columns}>
        {sides.map((side) => (
          <Head side={side} doc={doc} />
        ))}
      </div>
      {doc.blocks.map((block) => (
        <BlockText block={block} beside={doc.beside} />
      ))}
      <div class={columns}>
        {sides.map((side) => (
          <Signatures side={side} />
        ))}
      </div>
      {doc.mark === undefined ? null : <Mark mark={doc.mark} />}
    </article>
  )
}
