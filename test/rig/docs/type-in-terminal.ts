// A command that asks on a terminal, and a person who answers.
import type { Result } from '../shell.ts'
import { Terminal } from '../terminal.ts'

/** A line that waits to be completed. */
const QUESTION = /(?:: |\] )$/

/** What the input says for an empty line. */
const NO_ANSWER = '(nothing)'
const PATIENCE_MS = 60_000

/** Runs it, and types an answer at each question. */
export async function typeInTerminal(
  command: string,
  answers: readonly string[],
  { env, cwd }: { readonly env: Record<string, string>; readonly cwd: string },
): Promise<Result> {
  const terminal = new Terminal({ folder: cwd, environment: () => env }, ['/bin/bash', '-c', command])
  // Closing it makes it say what it showed.
  const timer = setTimeout(() => terminal.close(), PATIENCE_MS)
  try {
    let output = ''
    for (const answer of answers) {
      output += await terminal.shows(QUESTION)
      terminal.type(`${answer === NO_ANSWER ? '' : answer}\r`)
    }
    output += await terminal.shows(/ended: \w+ \d+\n$/)
    const [, status = '1'] = /ended: status (\d+)\n$/.exec(output) ?? []
    return { status: Number(status), output: output.replace(/ended: \w+ \d+\n$/, '') }
  } finally {
    clearTimeout(timer)
    terminal.close()
  }
}
