import { parseCommandLine } from '../../src/commands/yargs/parse.ts'
import { type ResolvedServer, resolveServer } from '../../src/mlflow/resolve-settings.ts'
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

/** From the words behind `server` and the variables to the settings. */
export function resolved({ words = [], env = {}, files = [] }: Setup): ResolvedServer {
  const { options } = parseCommandLine(parseArguments(['server', ...words]), SERVER_OPTIONS).args
  const sources = toSources([env, ...files])
  return resolveServer({ options, sources, defaultBackend: 'sqlite:///mlflow.db' })
}
