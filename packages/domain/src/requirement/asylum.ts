/** A claim to asylum, in the languages in which letters are written. */
const claim = /\basylum|\basile\b|\basilo\b|\bazil|убежищ|庇护|庇護|طلب (?:ال)?لجوء|حق اللجوء|اللجوء السياسي/iu

/**
 * Whether a text speaks of a claim to asylum. The State that a person flees from must not learn of it from the other's file; no
 * field is kept for it, because a field would carry it across. It sees words, not meanings: other wordings escape it.
 */
export function mentionsAsylum(text: string): boolean {
  return claim.test(text)
}
