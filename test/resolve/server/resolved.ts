import { parseArguments } from '../../../src/resolve/arguments.ts'
import { Refusal } from '../../../src/resolve/failure.ts'
import { parseServerArguments } from '../../../src/resolve/server/arguments.ts'
import { type ResolvedServer, resolveServer } from '../../../src/resolve/server/index.ts'
import type { Layer } from '../oracle.ts'
import { toSources } from '../sources.ts'

export interface Setup {
  readonly words?: readonly string[]
  readonly env?: Layer
  /** The project's files, the highest first. */
  readonly files?: readonly Layer[]
  readonly lowestPort?: number
}

/** From the words behind `server` and the variables to the settings. */
export function resolved({ words = [], env = {}, files = [], lowestPort = 1024 }: Setup): ResolvedServer {
  const { options } = parseServerArguments(parseArguments(['server', ...words]))
  const sources = toSources([env, ...files])
  return resolveServer({ options, sources, defaultBackend: 'sqlite:///mlflow.db', lowestPort })
}

/** The failure that something is refused with; null where it is not. */
export function refusal(run: () => unknown): unknown {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.failure
    throw error
  }
}
