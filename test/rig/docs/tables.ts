// The tables of options by word, from the pages of help.
import { COMMANDS } from '../../../src/commands/index.ts'
import { GLOBAL_OPTIONS } from '../../../src/options/global-options.ts'
import type { Tables } from './words.ts'

export async function loadTables(): Promise<Tables> {
  const entries = COMMANDS.map(async ({ word, load }) => [word, load && (await load()).page.options] as const)
  const all = await Promise.all(entries)
  const commands = new Map(all.flatMap(([word, options]) => (options === null ? [] : [[word, options] as const])))
  return { global: GLOBAL_OPTIONS, commands, reserved: all.flatMap(([word, options]) => (options ? [] : [word])) }
}
