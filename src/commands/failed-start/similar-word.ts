import { differsByOne } from '../../options/suggest-option.ts'
import type { Attempt } from './attempt.ts'
import { isOnPath, writeCommand } from './on-path.ts'

/** Words of other programs of this kind, which are none here. */
const HABITS: Readonly<Record<string, string>> = {
  help: '--help',
  version: '--version',
  configuration: 'config',
  ui: 'server',
}
/** What other programs have before the command: `uv run`, `aws-vault exec`. */
const RUN = ['run', 'exec']
/** A shorter beginning of a word is none. */
const MIN_BEGINNING = 4
/** `configure`, `servers`; a longer word is another one, as `serverless`. */
const MAX_ENDING = 3

/** A word of the launcher's own that a command is nearly; null if it is none. Reserved words are no help. */
export function suggestWord(attempt: Attempt): string | null {
  const { command, args, isSeparated, ownWords } = attempt
  if (isSeparated) return null
  const [program, ...rest] = args
  if (RUN.includes(command) && program !== undefined && isOnPath(attempt, program)) {
    return `write the command without it, as in ${writeCommand({ ...attempt, args: rest }, program)}`
  }
  const [word = ''] = args
  // As others have it: `git help commit`.
  if (/^(?:help|man)$/i.test(command) && ownWords.includes(word)) return `did you mean '${word} --help'?`
  const written = command.toLowerCase()
  const meant = HABITS[written] ?? ownWords.find((word) => isNearly(written, word))
  return meant === undefined ? null : `did you mean '${meant}'?`
}

function isNearly(written: string, word: string): boolean {
  const isBeginning = written.length >= MIN_BEGINNING && word.startsWith(written)
  const isLonger = /^[a-z]+$/.test(written) && written.startsWith(word) && written.length <= word.length + MAX_ENDING
  return isBeginning || isLonger || differsByOne(written, word)
}
