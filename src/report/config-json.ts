import type { RunWithServer } from '../configure/command-with-server.ts'
import type { Configuration } from '../configure/configuration.ts'
import { accountJson, type ConfigAccount } from './json-account.ts'
import { type ConfigEnvironment, environmentJson } from './json-environment.ts'
import { type ConfigPrivateServer, privateServerJson } from './json-private-server.ts'
import { type ConfigOrigin, type ConfigValue, toOrigin, uriValue } from './json-values.ts'
import { storageType } from './storage.ts'

/** What `config --json` prints and `getMlflowConfig()` returns. It holds no secret; URIs have no user info, and what is no URI is described. */
export interface MlflowConfig extends ConfigAccount {
  /** Of this object's shape. Fields may be added without a change; none is removed or changed in meaning. */
  readonly version: 1
  /** The project's directory, an absolute path. */
  readonly project: string
  /** The `.env` files that were read, absolute, the one that wins first. */
  readonly files: readonly string[]
  /** With `--with-server` the port is 0: the server takes a free one when it starts. */
  readonly trackingUri: ConfigValue
  readonly artifactRoot: ConfigValue | null
  readonly storageType: string
  readonly options: Readonly<Record<string, ConfigOrigin | null>>
  /** How the command's environment differs from the parent's. */
  readonly environment: ConfigEnvironment
  /** The server of `--with-server`, and what is left out or set because of it; null without it. */
  readonly privateServer: ConfigPrivateServer | null
  readonly warnings: readonly { readonly code: string; readonly message: string }[]
}

/**
 * The versioned object behind `config --json`.
 *
 * @param configuration the command's
 * @param withServer the run if it has a private server
 */
export function configJson(configuration: Configuration, withServer: RunWithServer | null = null): MlflowConfig {
  const { trackingUri, artifactRoot, options, change, files } = configuration
  const { credentials, region, endpoint } = accountJson(configuration)
  return {
    version: 1,
    project: configuration.project,
    files: files.map(({ path }) => path),
    trackingUri: uriValue(trackingUri),
    artifactRoot: artifactRoot && uriValue(artifactRoot),
    storageType: storageType(configuration),
    credentials,
    region,
    endpoint,
    // All of them: an option that is added cannot be forgotten here.
    options: Object.fromEntries(
      Object.entries({
        ...options,
        launch: options.launch.origin,
        keep: options.keep[0]?.origin ?? null,
      }).map(([name, by]) => [name, by && toOrigin(by)]),
    ),
    environment: environmentJson(change, files),
    privateServer: withServer && privateServerJson(withServer),
    warnings: configuration.warnings.map((warning) => ({ code: warning.code, message: warning.message })),
  }
}
