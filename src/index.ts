import { devNull, homedir } from 'node:os'
import process from 'node:process'
import { configure } from './configure.ts'
import type { World } from './read/world.ts'
import { configJson, type MlflowConfig } from './report/config-json.ts'
import { failureText } from './report/failure.ts'
import type { Configuration } from './resolve/configuration.ts'
import { applyChange } from './resolve/environment/change.ts'
import { type Failure, Refusal } from './resolve/failure.ts'

export type { ConfigOrigin, ConfigValue, MlflowConfig } from './report/config-json.ts'

export interface MlflowConfigOptions {
  /** The environment to start from; the process's own by default. It is never changed. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The folder to search from and to take relative paths from; the process's own by default. */
  readonly cwd?: string
  /** Files to read instead of searching, the later wins; an empty list reads none. */
  readonly envFiles?: readonly string[]
  /** As `--strict`. */
  readonly strict?: boolean
  /** As `--keep-aws`. */
  readonly keepAws?: boolean
  /** As `--keep-aws-config`. */
  readonly keepAwsConfig?: boolean
}

/** Why no configuration could be made. The message says what to do and holds no secret. */
export class MlflowConfigError extends Error {
  /** Names the kind of failure, as `half-a-set` or `env-file-missing`. */
  readonly code: Failure['code']
  constructor(failure: Failure) {
    super(failureText(failure))
    this.name = 'MlflowConfigError'
    this.code = failure.code
  }
}

/**
 * What `with-mlflow-env config --json` prints: every resolved value with where it came from, and no secret.
 *
 * @throws {MlflowConfigError} where the launcher would refuse to run a command
 */
export function getMlflowConfig(options: MlflowConfigOptions = {}): MlflowConfig {
  return configJson(resolve(options))
}

/**
 * The whole environment that a command gets from `with-mlflow-env`. **It holds the project's keys**: hand it to a child
 * process, and write it nowhere. With execa, set `extendEnv: false`.
 *
 * @throws {MlflowConfigError} where the launcher would refuse to run a command
 */
export function getMlflowEnv(options: MlflowConfigOptions = {}): Record<string, string> {
  return { ...applyChange(toWorld(options).env, resolve(options).change) }
}

function resolve(options: MlflowConfigOptions): Configuration {
  const named = { strict: options.strict, 'keep-aws': options.keepAws, 'keep-aws-config': options.keepAwsConfig }
  const flags = new Set(Object.entries(named).flatMap(([name, wanted]) => (wanted ? [name] : [])))
  const envFiles = options.envFiles ?? []
  if (options.envFiles?.length === 0) flags.add('no-env-file')
  try {
    return configure(toWorld(options), { envFiles, flags, launch: null, rest: [], separated: false })
  } catch (error) {
    throw error instanceof Refusal ? new MlflowConfigError(error.failure) : error
  }
}

function toWorld({ env = process.env, cwd = process.cwd() }: MlflowConfigOptions): World {
  return {
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    argv: [],
    cwd,
    platform: process.platform,
    home: env.HOME || homedir(),
    uid: process.geteuid?.() ?? null,
    nullDevice: devNull,
  }
}
