import * as z from 'zod'

// The policy of the page forbids code made from text. Zod would try whether it may, and the browser would complain: this
// is loaded before any schema is made.
z.config({ jitless: true })
