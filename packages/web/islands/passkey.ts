/** Asks the browser for a passkey: to sign in, to prove once more who one is, or to add one. Without it the one-time code is the way. */
const toText = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

interface Asked {
  readonly challenge: string
  readonly relyingParty: string
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly algorithms: readonly number[]
  readonly held: readonly string[]
}

async function post(path: string, body: object): Promise<Response> {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer
}

async function assertion(): Promise<object> {
  const { challenge, relyingParty } = (await (await post('/api/session/challenge', {})).json()) as Asked
  const publicKey = { challenge: toBytes(challenge), rpId: relyingParty, userVerification: 'required' as const }
  const made = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential
  const { clientDataJSON, authenticatorData, signature } = made.response as AuthenticatorAssertionResponse
  const [client, data, signed] = [toText(clientDataJSON), toText(authenticatorData), toText(signature)]
  return { id: toText(made.rawId), clientDataJSON: client, authenticatorData: data, signature: signed }
}

async function creation({ challenge, relyingParty, user, algorithms, held }: Asked): Promise<object> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: toBytes(challenge),
    rp: { id: relyingParty, name: 'Comity' },
    user: { ...user, id: toBytes(user.id) },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: held.map((id) => ({ type: 'public-key', id: toBytes(id) })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  }
  const { response } = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential
  const { clientDataJSON, attestationObject } = response as AuthenticatorAttestationResponse
  return { clientDataJSON: toText(clientDataJSON), attestationObject: toText(attestationObject) }
}

/** Makes the passkey speak, and sends the form with it. */
async function use(place: HTMLElement, form: HTMLFormElement): Promise<void> {
  if (place.dataset['passkey'] === 'prove') {
    await post('/api/session/proof/passkey', await assertion())
    // The proof is given: the form goes without the code.
    for (const field of form.querySelectorAll<HTMLInputElement>('[name=proof]')) field.disabled = true
  } else {
    const { asked } = place.dataset
    const made = asked === undefined ? await assertion() : await creation(JSON.parse(asked) as Asked)
    const field = form.querySelector<HTMLInputElement>('[name=passkey]')
    if (field !== null) field.value = JSON.stringify(made)
  }
  form.submit()
}

if (globalThis.isSecureContext && 'PublicKeyCredential' in globalThis) {
  for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
    const form = place.closest('form') ?? place.querySelector('form')
    const button = place.querySelector<HTMLButtonElement>('button:not([hidden])')
    const status = place.querySelector<HTMLElement>('[role=status]')
    if (form === null || button === null) continue
    place.hidden = false
    button.addEventListener('click', (event) => {
      event.preventDefault()
      button.disabled = true
      use(place, form).catch(() => {
        button.disabled = false
        if (status !== null) status.textContent = place.dataset['failed'] ?? ''
      })
    })
  }
}
