import type { FastifyHelmetOptions } from '@fastify/helmet'

/** What a page of ours may do: its own script and style, forms to itself, no frames, and no text turned into script. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ["'none'"],
  },
}

/** Headers of every answer. */
export const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy,
  // Together these two put a page into a process of its own, where no other site can read its memory.
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginEmbedderPolicy: { policy: 'require-corp' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  // Not `no-referrer`: the `Origin` of our own forms would be `null` then.
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
}

const devices = ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'hid', 'midi', 'bluetooth', 'display-capture']
const others = ['accelerometer', 'gyroscope', 'magnetometer', 'autoplay', 'fullscreen', 'payment', 'clipboard-read', 'local-fonts']

const passkeys = ['publickey-credentials-get', 'publickey-credentials-create']

/** What a page may ask of the machine that shows it: a passkey of our own, and nothing else. */
export const permissionsPolicy = [
  ...[...devices, ...others].map((feature) => `${feature}=()`),
  ...passkeys.map((feature) => `${feature}=(self)`),
].join(', ')

/** What a file of a case may do when a browser shows it all the same: nothing. */
export const filePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"
