import type { Command } from './command.ts'
import { config } from './config.ts'

const later = (word: string): Command => ({ word, usage: word, describe: 'kept for a later version', handler: null })

/** The launcher's own words; no others will be taken from what a program may be called. */
export const COMMANDS: readonly Command[] = [
  {
    word: 'config',
    usage: 'config [--json]',
    describe: 'show what was resolved, and from where',
    handler: config,
  },
  later('server'),
  later('doctor'),
  later('init'),
  later('proxy'),
  later('keys'),
  later('completion'),
]
