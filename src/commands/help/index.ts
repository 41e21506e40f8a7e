import type { Command } from '../command.ts'
import { overview } from './overview.ts'
import { renderHelp } from './render.ts'

/** The text of a command's help, or of the launcher's. No line is wider than `width`. */
export async function help(command: Command | undefined, width: number): Promise<string> {
  const module = await command?.load?.()
  return renderHelp(module?.page ?? overview(), width)
}
