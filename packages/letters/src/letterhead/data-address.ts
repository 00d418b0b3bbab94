const start = 'data:image/png;base64,'

/** A PNG as an address that carries it (RFC 2397). */
export function dataAddress(png: Uint8Array): string {
  return start + btoa(Array.from(png, (byte) => String.fromCodePoint(byte)).join(''))
}

/** The PNG that an address carries; undefined for an address at which it is fetched. */
export function bytesOf(source: string): Uint8Array<ArrayBuffer> | undefined {
  return source.startsWith(start) ? Uint8Array.from(atob(source.slice(start.length)), (sign) => sign.codePointAt(0) ?? 0) : undefined
}
