import { parseCommandLine } from '../../src/commands/yargs/parse.ts'
import { type ResolvedSettings, resolveSettings } from '../../src/mlflow/resolve-settings.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { SERVER_OPTIONS } from '../../src/options/server-options.ts'

export { refusal } from './temporary-tree.ts'

import type { Layer } from './sources.ts'
import { toSources } from './sources.ts'

export interface Setup {
  readonly words?: readonly string[]
  readonly env?: Layer
  /** The project's files, the highest first. */
  readonly files?: readonly Layer[]
}

/** By the words: most tests give none, and making the parser takes the longest. */
const parsed = new Map<string, ReturnType<typeof parseCommandLine>>()

function parse(words: readonly string[]) {
  const key = JSON.stringify(words)
  const found = parsed.get(key) ?? parseCommandLine(parseArguments(['server', ...words]), SERVER_OPTIONS)
  parsed.set(key, found)
  return found
}

/** What the settings are looked up in: the words after `server`, and the variables. */
export function lookupOf({ words = [], env = {}, files = [] }: Setup) {
  const { args, passthroughArgs } = parse(words)
  return { options: args.options, sources: toSources([env, ...files]), passthroughArgs }
}

/** From the words after `server` and the variables to the settings. */
export function resolved(setup: Setup): ResolvedSettings {
  return resolveSettings({ ...lookupOf(setup), defaultBackend: 'sqlite:///mlflow.db' })
}
