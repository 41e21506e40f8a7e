import type { Command } from './command.ts'

const reserved = (word: string): Command => ({ word, describe: 'for a later version', load: null })

/**
 * The launcher's own words. These are reserved for good, and no others will be: any other word is a program.
 *
 * A command is a folder here and a row in this list. The folder is a bundle of its own, which is loaded only if the word
 * is used.
 */
export const COMMANDS: readonly Command[] = [
  {
    word: 'config',
    describe: 'show what was resolved, and from where',
    load: () => import('./config/index.ts'),
  },
  {
    word: 'server',
    describe: "start MLflow's server with the project's account",
    load: () => import('./server/index.ts'),
  },
  {
    word: 'doctor',
    describe: 'find out what is wrong, and what mends it',
    load: () => import('./doctor/index.ts'),
  },
  {
    word: 'init',
    describe: "write the project's account into .env.mlflow, and keep it out of git",
    load: () => import('./init/index.ts'),
  },
  {
    word: 'proxy',
    describe: 'let only requests with an API key through to an MLflow server',
    load: () => import('./proxy/index.ts'),
  },
  {
    word: 'completion',
    describe: 'print a script that completes command lines in your shell',
    load: () => import('./completion/index.ts'),
  },
  {
    word: 'keys',
    describe: 'make, list, revoke and check API keys',
    load: () => import('./keys/index.ts'),
  },
  reserved('export'),
  reserved('credential-process'),
]
