/** Media types of which the words can be shown without a program that opens the file. */
export const readableTypes: readonly string[] = [
  'text/plain',
  'text/csv',
  'application/json',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
]
