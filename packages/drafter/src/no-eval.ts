// The policy of the page forbids code made from text. Zod would try whether it may, and the browser would complain. This is
// where Zod looks when it is loaded, so that it can be told before: it is made ready only after the first page stands.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
