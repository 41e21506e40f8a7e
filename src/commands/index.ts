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
  {
    word: 'server',
    usage: 'server [options] [-- MLFLOW ARG…]',
    describe: "start MLflow's server with the project's account (see 'server --help')",
    help: async (width) => (await import('../managed.ts')).serverHelpText(width),
    // Loaded here: running a command needs none of it.
    handler: async (edges, given) => (await import('../managed.ts')).server(edges, given),
  },
  later('doctor'),
  later('init'),
  later('proxy'),
  later('keys'),
  later('completion'),
]
