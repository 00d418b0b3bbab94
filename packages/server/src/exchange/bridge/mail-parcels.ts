import PostalMime from 'postal-mime'

/** Most parcels that one mail may bring: each costs an opening. We send one. */
const parcelsLimit = 20

/**
 * Finds what a mail brings of ours: attachments by the names that sealed files and receipts have by custom. Nothing else of it is
 * looked at, and nothing in it is believed.
 * @returns `none` for a mail that is not for us; `broken` for one that cannot be read or brings too much
 */
export async function parcelsIn(mail: Uint8Array): Promise<readonly Uint8Array[] | 'none' | 'broken'> {
  try {
    const { attachments } = await new PostalMime({
      attachmentEncoding: 'arraybuffer',
      maxNestingDepth: 20,
      maxHeadersSize: 262_144,
      forceRfc822Attachments: true,
    }).parse(mail)
    const parcels = attachments.filter(({ filename }) => filename !== null && /\.(?:comity|receipts)$/iu.test(filename))
    if (parcels.length === 0) return 'none'
    if (parcels.length > parcelsLimit) return 'broken'
    return parcels.map(({ content }) => (typeof content === 'string' ? Buffer.from(content, 'latin1') : new Uint8Array(content)))
  } catch {
    return 'broken'
  }
}
