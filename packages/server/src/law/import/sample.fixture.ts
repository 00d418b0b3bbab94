/** A participant of a made-up list: the name as a source writes it, and what its columns hold. */
export interface SampleRow {
  readonly name: string
  readonly signed?: string
  readonly consent?: string
  readonly inForce?: string
  readonly ended?: string
}

/** A status file in the layout of the United Nations Treaty Collection, with participants that are made up. */
export function untcSample(rows: readonly SampleRow[], parties: number): string {
  const body = rows.map(
    ({ name, signed = '', consent = '' }) => `<Row><Entry>${name}</Entry><Entry>${signed}</Entry><Entry>${consent}</Entry></Row>`,
  )
  return `<?xml version="1.0" encoding="ISO-8859-1"?>
<Document><Treaty><Template/><Header><Chapter>XVIII</Chapter></Header>
<ExternalData><Numsect>99</Numsect><Titlesect>A convention &amp; its annex</Titlesect>
<Status>STATUS AS AT : 08-05-2026 05:00:55 EDT<Signatories>Signatories: 3</Signatories><Parties>Parties: ${parties}</Parties></Status></ExternalData>
<Participants><Table><TGroup><Thead><Row><Entry>Participant</Entry><Entry>Signature, Succession to signature(d)</Entry>
<Entry>Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)</Entry></Row></Thead>
<Tbody><Rows>${body.join('\n')}</Rows></Tbody></TGroup></Table></Participants>
<Declarations><![CDATA[<b>not read</b>]]></Declarations></Treaty></Document>
`
}

/** A page of parties in the layout of the Dutch treaty database. */
export function nlSample(rows: readonly SampleRow[]): string {
  const body = rows.map(
    ({ name, signed = '', consent = '', inForce = '', ended = '' }) =>
      `<tr><td>${name}</td><td>${signed}</td><td></td><td>${consent}</td><td>${inForce}</td><td>${ended}</td><td></td></tr>`,
  )
  return `<!DOCTYPE html><html><head><title>Parties</title></head><body><p>Treaty</p><table class="t"><thead><tr><th>Party</th>
<th>Signature</th><th>Provisional application</th><th>Ratification</th><th>Entry into force</th><th>Renunciation</th><th>Termination</th></tr></thead>
<tbody>${body.join('\n')}</tbody></table></body></html>`
}

/** What the treaty office of the Council of Europe serves for one treaty. */
export function coeSample(rows: readonly SampleRow[]): string {
  return JSON.stringify(
    rows.map(({ name, signed, consent, inForce, ended }) => ({
      Libelle_pays: name,
      DateSignature: signed ?? null,
      DateConsentement: consent ?? null,
      DateEntreeVigueur: inForce ?? null,
      DateDenonciation: ended ?? null,
    })),
  )
}
