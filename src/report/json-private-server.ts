import type { RunWithServer } from '../configure/command-with-server.ts'
import type { ArtifactSettings } from '../mlflow/settings.ts'
import { accountJson, type ConfigAccount } from './json-account.ts'
import { type ConfigEnvironment, environmentJson } from './json-environment.ts'
import { type ConfigValue, uriValue } from './json-values.ts'
import { findPrivateServerChange, type PrivateServerChange } from './private-server.ts'

/** The server of `--with-server`: its account, its stores and its environment are its own, not the command's. */
export interface ConfigPrivateServer extends PrivateServerChange, ConfigAccount {
  /** The database. */
  readonly backendStore: ConfigValue
  readonly artifacts: {
    /** `proxied`: through the server; `direct`: by the command itself; `local`: through the server to its disk. */
    readonly mode: ArtifactSettings['mode']
    readonly location: ConfigValue | null
  }
  /** How the server's environment differs from the parent's. */
  readonly environment: ConfigEnvironment
}

export function privateServerJson(run: RunWithServer): ConfigPrivateServer {
  const { ofServer, server } = run
  const { mode, destination, defaultRoot } = server.settings.artifacts
  const location = mode === 'direct' ? defaultRoot : destination
  return {
    ...findPrivateServerChange(run),
    ...accountJson(ofServer),
    backendStore: uriValue(server.settings.backendStoreUri),
    artifacts: { mode, location: location && uriValue(location) },
    environment: environmentJson(server.change, ofServer.files),
  }
}
