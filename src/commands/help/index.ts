import type { Command } from '../command.ts'
import { overview } from './overview.ts'
import { pageOf } from './pages.ts'
import { renderHelp } from './render.ts'

/** The text of a command's help, or of the launcher's. No line is wider than `width`. */
export function help(command: Command | undefined, width: number): string {
  // A word that is reserved for a later version has none.
  return renderHelp(command?.load ? pageOf(command.word) : overview(), width)
}
