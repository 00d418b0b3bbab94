/** Someone who works at an authority of the demonstration. */
export interface Officer {
  /** Sign-in name. */
  readonly name: string
  readonly displayName: string
  readonly role: 'officer' | 'head' | 'executing-authority' | 'auditor' | 'administrator'
  readonly office?: string
  readonly language: 'en' | 'es'
}

/** One of the two authorities of the demonstration. */
export interface Desk {
  /** Folder of its data, and its name in what is printed. */
  readonly key: 'lima' | 'bern'
  readonly city: string
  readonly state: string
  readonly name: string
  /** Its first port, counted from the first of the demonstration; the exchange has the next. */
  readonly offset: number
  readonly officers: readonly Officer[]
}

/** Worked case 1: the persons are invented, the authorities are real offices by name only. */
export const lima: Desk = {
  key: 'lima',
  city: 'Lima',
  state: 'PER',
  name: 'Autoridad Central, Perú',
  offset: 0,
  officers: [
    { name: 'salazar', displayName: 'M. Salazar', role: 'officer', language: 'es' },
    { name: 'huaman', displayName: 'R. Huamán', role: 'head', language: 'es' },
    { name: 'admin', displayName: 'Administración', role: 'administrator', language: 'es' },
    { name: 'auditor', displayName: 'Auditoría', role: 'auditor', language: 'es' },
  ],
}

export const bern: Desk = {
  key: 'bern',
  city: 'Bern',
  state: 'CHE',
  name: 'Federal Office of Justice, Bern',
  offset: 10,
  officers: [
    { name: 'keller', displayName: 'L. Keller', role: 'officer', language: 'en' },
    { name: 'rochat', displayName: 'A. Rochat', role: 'head', language: 'en' },
    {
      name: 'frei',
      displayName: 'B. Frei',
      role: 'executing-authority',
      office: 'Staatsanwaltschaft I des Kantons Zürich',
      language: 'en',
    },
    { name: 'admin', displayName: 'Administration', role: 'administrator', language: 'en' },
    { name: 'auditor', displayName: 'Audit', role: 'auditor', language: 'en' },
  ],
}
