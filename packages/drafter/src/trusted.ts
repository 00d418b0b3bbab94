/** What the browser is told about text that it is to take for HTML or for a script. */
interface Rules {
  createHTML(html: string): string
  createScript(script: string): string
}
declare const trustedTypes: { createPolicy(name: string, rules: Rules): Rules } | undefined

const plain: Rules = { createHTML: (html) => html, createScript: (script) => script }

/** For HTML that our own pages wrote, and for parts of the program that the build packed; nothing else becomes either here. */
export const trusted = typeof trustedTypes === 'undefined' ? plain : trustedTypes.createPolicy('comity', plain)
