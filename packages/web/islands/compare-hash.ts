/** Hashes a file that the officer chooses on their own disk, in their own browser, and compares it with the hash that was announced. */
const place = document.querySelector<HTMLElement>('#compare-hash')
const input = place?.querySelector('input')
const status = place?.querySelector<HTMLElement>('[role=status]')

async function hashOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function compare(file: File, announced: string, words: DOMStringMap, to: HTMLElement): Promise<void> {
  to.className = 'notice'
  to.textContent = words['working'] ?? ''
  const hash = await hashOf(file)
  const equal = hash === announced
  to.className = equal ? 'notice good' : 'notice do'
  to.textContent = `${(equal ? words['equal'] : words['different']) ?? ''} ${hash}`
}

// Over plain HTTP from another machine a browser has no WebCrypto; then the command on the page is the way.
if (place && input && status && globalThis.isSecureContext) {
  place.hidden = false
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    const announced = place.dataset['sha256']
    if (file === undefined || announced === undefined) return
    compare(file, announced, place.dataset, status).catch((error: unknown) => {
      status.className = 'notice do'
      status.textContent = String(error)
    })
  })
}
