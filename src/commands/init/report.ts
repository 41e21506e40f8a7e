import { suffixOf } from '../../credentials/credentials.ts'
import { ACCESS_KEY_ID } from '../../credentials/project-variables.ts'
import { COMMAND_NAME, formatLocation, list, printable } from '../../model/format.ts'
import type { Change } from './plan/plan.ts'
import type { TakeOver } from './take-over.ts'

/** A change without its values; of a key id the last four characters. */
export function describeChange({ name, before, after }: Change): string {
  if (name !== ACCESS_KEY_ID) return name
  const from = before === null ? '' : `…${printable(suffixOf(before))} → `
  return `${name} (${from}…${printable(suffixOf(after))})`
}

/** What was written. */
export function writtenLines(display: string, changes: readonly Change[], isNew: boolean): string {
  const names = changes.map(describeChange).join(', ')
  return isNew
    ? `Wrote ${printable(display)}, which only you can read: ${names}\n`
    : `Changed ${printable(display)}, which only you can read: ${names}\n`
}

/** What still reads the keys that were taken over. */
export function takenOverLines({ origins }: TakeOver): string {
  const names = origins.flatMap((origin) =>
    origin.kind === 'file' ? [`${origin.name} (${formatLocation(origin.display, origin.line)})`] : [],
  )
  return `Took over ${list(names)}. The old lines are still there, because other programs may read them: load_dotenv(), docker compose or make. If none does, remove them.\n`
}

/** The commands that come next. @param isOnline whether the project has an artifact store or a tracking server */
export function nextLines(doctor: boolean): string {
  const rows = [
    ...(doctor ? [['doctor', 'find out whether it works']] : []),
    ['server', "start the project's tracking server"],
    ['python train.py', "run a command with the project's account"],
  ]
  const width = Math.max(...rows.map(([words = '']) => words.length))
  const lines = rows.map(([words = '', does]) => `  ${COMMAND_NAME} ${words.padEnd(width)}   ${does}\n`)
  return `\nNext:\n${lines.join('')}`
}
