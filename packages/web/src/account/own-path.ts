/** Only a path of our own: never another site, whatever a link says. */
export function ownPath(next: string | null): string {
  return next !== null && /^\/(?![/\\])[^\\\s]*$/u.test(next) ? next : '/'
}
