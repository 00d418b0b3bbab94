// Nothing here belongs on paper: controls, direction overrides and isolates (ours are added by the renderers,
// never by data), line separators, and the code points that XML 1.0 and PDF/A cannot hold.
const unprintable =
  // oxlint-disable-next-line no-control-regex -- control characters are what this replaces
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]|\p{Noncharacter_Code_Point}/gu

/**
 * Any string as text that every renderer can set: what cannot be printed shows as U+FFFD. The domain refuses
 * such input; a letter must still stand when it comes from elsewhere.
 */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(unprintable, '\uFFFD')
}
