import type { Block, Doc, Inline, Line } from '@comity/letters/model'

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
    case 'break':
      return <br />
  }
}

function LineText({ line }: { readonly line: Line }) {
  return (
    <>
      {line.map((inline) => (
        <InlineText inline={inline} />
      ))}
    </>
  )
}

function BlockText({ block }: { readonly block: Block }) {
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
    case 'table':
      return (
        <table>
          <caption>
            <LineText line={block.caption} />
          </caption>
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
                {row.map((cell) => (
                  <td>
                    <LineText line={cell} />
                  </td>
                ))}
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

/** A letter on the screen: every number and word is the model's, none is added. */
export function Letter({ doc }: { readonly doc: Doc }) {
  return (
    <article class="letter" lang={doc.language} dir={doc.direction}>
      {doc.draft ? <p class="draft-notice">{doc.draftNotice}</p> : null}
      <p class="state">{doc.state}</p>
      <Address lines={doc.sender} />
      <p class="dated">
        {doc.referenceLabel} <bdi>{doc.reference}</bdi>
        <br />
        <LineText line={doc.date} />
      </p>
      <Address lines={doc.addressee} />
      <h2>{doc.title}</h2>
      <p class="subject">
        <LineText line={doc.subject} />
      </p>
      <dl class="facts">
        {doc.meta.map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <LineText line={value} />
            </dd>
          </div>
        ))}
      </dl>
      {doc.blocks.map((block) => (
        <BlockText block={block} />
      ))}
      <div class="signatures">
        {doc.signatures.map(({ role, fields }) => (
          <div>
            <b>{role}</b>
            {fields.map((field) => (
              <p>{field}</p>
            ))}
          </div>
        ))}
      </div>
    </article>
  )
}
