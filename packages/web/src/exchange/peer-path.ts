/** A peer's id as it stands in a path. */
export function peerPath(id: string): string {
  return `/peers/${id.replace('/', '~')}`
}
