import { statSync } from 'node:fs'
import { devNull, homedir } from 'node:os'
import { resolve as resolvePath } from 'node:path'
import process from 'node:process'
import { checkEnvFileReaders } from './checks/env-file-readers.ts'
import { applyChange } from './child-env/change.ts'
import type { Configuration } from './configure/configuration.ts'
import { resolveRun } from './configure/index.ts'
import { readInputs } from './configure/inputs.ts'
import { hostLimits } from './host/diagnostics.ts'
import { fail } from './model/diagnostic.ts'
import { type Failure, isRefusal } from './model/failure.ts'
import type { World } from './model/host-context.ts'
import { toGivenOptions } from './options/arguments.ts'
import { configJson, type MlflowConfig } from './report/config-json.ts'
import { failureText } from './report/failure-messages.ts'

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
  /** The command that is to run, for finding a `.env` beside its script, which the script would read again. */
  readonly command?: readonly string[]
}

/** Names the kind of a failure, as `half-a-set` or `env-file-missing`. */
export type MlflowConfigErrorCode = Failure['code']

/** Why no configuration could be made. The message says what to do and holds no secret. */
export class MlflowConfigError extends Error {
  readonly code: MlflowConfigErrorCode
  constructor(message: string, code: MlflowConfigErrorCode) {
    super(message)
    this.name = 'MlflowConfigError'
    this.code = code
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
  return { ...applyChange(toEnvironment(options), resolve(options).change) }
}

function resolve(options: MlflowConfigOptions): Configuration {
  const { envFiles = [], command = [] } = options
  const given = toGivenOptions({
    'env-file': envFiles,
    'no-env-file': options.envFiles?.length === 0 ? ['true'] : [],
    strict: options.strict ? ['true'] : [],
    'keep-aws': options.keepAws ? ['true'] : [],
    'keep-aws-config': options.keepAwsConfig ? ['true'] : [],
  })
  try {
    const args = { options: given, rest: command, separated: true }
    const inputs = readInputs(toWorld(options), args)
    const configuration = resolveRun(inputs)
    const differences = checkEnvFileReaders(inputs.texts.map(({ text }) => text))
    return { ...configuration, warnings: [...configuration.warnings, ...differences] }
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw new MlflowConfigError(failureText(error.failure), error.failure.code)
  }
}

function toWorld(options: MlflowConfigOptions): World {
  const env = toEnvironment(options)
  const cwd = resolvePath(options.cwd ?? process.cwd())
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) fail(hostLimits.error('cwd-missing', null))
  return {
    env,
    cwd,
    platform: process.platform,
    home: resolvePath(env.HOME || homedir()),
    uid: process.geteuid?.() ?? null,
    nullDevice: devNull,
  }
}

function toEnvironment({ env = process.env }: MlflowConfigOptions): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
