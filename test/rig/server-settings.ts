import { type ResolvedServer, resolveServer } from '../../src/mlflow/resolve-settings.ts'
import { parseArguments } from '../../src/options/arguments.ts'
import { parseServerArguments } from '../../src/options/server-arguments.ts'

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
  const { options } = parseServerArguments(parseArguments(['server', ...words]))
  const sources = toSources([env, ...files])
  return resolveServer({ options, sources, defaultBackend: 'sqlite:///mlflow.db' })
}
