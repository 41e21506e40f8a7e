import type { Attempt } from './attempt.ts'
import { isOnPath, writeCommand } from './on-path.ts'
import { findInEnvironment } from './project-environment.ts'

/** A command line that quotes made one word, as some runners take it; null if its first part is no program. */
export function suggestQuotes(attempt: Attempt): string | null {
  const [program = '', ...rest] = attempt.command.trim().split(/\s+/)
  if (!/\s/.test(attempt.command) || program === '') return null
  const isProgram =
    // Whatever its name is here.
    /^python[\d.]*$/.test(program) ||
    isOnPath(attempt, program) ||
    findInEnvironment(attempt, program) !== null ||
    attempt.ownWords.includes(program)
  if (!isProgram) return null
  const without = `remove the quotes, as in ${writeCommand({ ...attempt, args: rest }, program)}`
  // What only a shell understands: `cd data && python train.py`.
  return /[|&;<>$`]/.test(attempt.command) ? `${without}; a shell's command line runs with 'sh -c'` : without
}
