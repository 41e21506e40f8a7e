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

/** What the settings are looked up in: the words after `server`, and the variables. */
export function lookupOf({ words = [], env = {}, files = [] }: Setup) {
  const { args, passthroughArgs } = parseCommandLine(parseArguments(['server', ...words]), SERVER_OPTIONS)
  return { options: args.options, sources: toSources([env, ...files]), passthroughArgs }
}

/** From the words after `server` and the variables to the settings. */
export function resolved(setup: Setup): ResolvedSettings {
  return resolveSettings({ ...lookupOf(setup), defaultBackend: 'sqlite:///mlflow.db' })
}
