/**
 * Pages of a PDF that we set, signed or not: what its tree of pages counts. A signature adds the first page once more behind the
 * file, so pages themselves are not counted.
 */
export function pagesOf(pdf: Uint8Array): number {
  const trees = Buffer.from(pdf)
    .toString('latin1')
    .matchAll(/\/Type\s?\/Pages\b[^]{0,4000}?\/Count\s(\d+)/gu)
  return Math.max(1, ...Array.from(trees, ([, count]) => Number(count)))
}
