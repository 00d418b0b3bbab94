export interface LetterSignatureTable {
  id: string
  request: string
  asked_at: string
  language: string
  place: number
  unsigned_sha256: string
  sha256: string
  holder: string
  certificate_sha256: string
  key: string | null
  stamped: boolean
  signed_at: string
  signed_by: string
  signed_by_name: string
  discarded_at: string | null
}

interface SigningKeyTable {
  key: string
  wrong: number
  changed_at: string
}

export interface SignatureTables {
  letter_signature: LetterSignatureTable
  signing_key: SigningKeyTable
}
