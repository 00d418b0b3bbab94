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
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  // Not `no-referrer`: the `Origin` of our own forms would be `null` then.
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
}

/** What a file of a case may do when a browser shows it all the same: nothing. */
export const filePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"
