/** Prints a step of the story as one line: where, what, and what came of it. */
export type Tell = (where: string, step: string, detail: string) => void

const dim = (text: string) => (process.stdout.isTTY ? `\u001B[2m${text}\u001B[0m` : text)
const bold = (text: string) => (process.stdout.isTTY ? `\u001B[1m${text}\u001B[0m` : text)

/** One aligned line for each step. */
export const tell: Tell = (where, step, detail) => {
  process.stdout.write(`${dim(where.padEnd(5))} ${bold(step.padEnd(24))} ${detail}\n`)
}

/** A line on its own. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}
