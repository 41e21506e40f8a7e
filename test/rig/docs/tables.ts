// The tables of options by word, from the pages of help.

import { pageOf } from '../../../src/commands/help/pages.ts'
import { COMMANDS } from '../../../src/commands/index.ts'
import { GLOBAL_OPTIONS } from '../../../src/options/global-options.ts'
import type { Tables } from './words.ts'

export function loadTables(): Tables {
  const all = COMMANDS.map(({ word, load }) => [word, load && pageOf(word).options] as const)
  const commands = new Map(all.flatMap(([word, options]) => (options === null ? [] : [[word, options] as const])))
  return { global: GLOBAL_OPTIONS, commands, reserved: all.flatMap(([word, options]) => (options ? [] : [word])) }
}
