import { statSync } from 'node:fs'
import { devNull } from 'node:os'
import { resolve as resolvePath } from 'node:path'
import process from 'node:process'
import { compareWithNpmDotenv } from './checks/reader-comparison.ts'
import { applyChange } from './child-env/change.ts'
import { describeRunWithServer, type RunWithServer } from './configure/command-with-server.ts'
import type { Configuration } from './configure/configuration.ts'
import type { MlflowConfigErrorCode } from './configure/error-codes.ts'
import { resolveRun } from './configure/index.ts'
import { type Inputs, readInputs } from './configure/inputs.ts'
import { privateServerOf, resolveServer } from './configure/resolve-server.ts'
import { hostDiagnostics } from './host/diagnostics.ts'
import * as host from './host/index.ts'
import { fail, isLauncherError } from './model/diagnostic.ts'
import type { HostContext } from './model/host-context.ts'
import { toGivenOptions } from './options/arguments.ts'
import { configJson, type MlflowConfig } from './report/config-json.ts'
import { inspectWrappers } from './wrappers/index.ts'

export type { MlflowConfigErrorCode } from './configure/error-codes.ts'
export type { MlflowConfig } from './report/config-json.ts'
export type { ConfigOrigin, ConfigValue } from './report/json-values.ts'

export interface MlflowConfigOptions {
  /** The environment to start from; the process's own by default. It is never changed. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The directory to search from, to which relative paths refer; the process's own by default. */
  readonly cwd?: string
  /** Files to read instead of searching, the later wins; an empty list reads none. */
  readonly envFiles?: readonly string[]
  /** As `--override`: the files win over `env`. */
  readonly override?: boolean
  /** As `--strict`. */
  readonly strict?: boolean
  /** As `--allow-fallback`. */
  readonly allowFallback?: boolean
  /** As `--keep-aws`. */
  readonly keepAws?: boolean
  /** As `--keep-aws-config`. */
  readonly keepAwsConfig?: boolean
  /** As `--keep`: variables of the environment that the command keeps. */
  readonly keep?: readonly string[]
  /** The command that will run: a `.env` next to its script is taken into account, because the script may read it again. */
  readonly command?: readonly string[]
}

/** Why no configuration could be made. The message says what to do, and contains no secret. */
export class MlflowConfigError extends Error {
  /** See `docs/error-codes.md`. */
  readonly code: MlflowConfigErrorCode
  constructor(message: string, code: MlflowConfigErrorCode) {
    super(message)
    this.name = 'MlflowConfigError'
    this.code = code
  }
}

/**
 * What `with-mlflow-env config --json` prints: every resolved value with its origin, and no secret.
 *
 * @throws {MlflowConfigError} if the launcher would refuse to run a command
 */
export function getMlflowConfig(options: MlflowConfigOptions = {}): MlflowConfig {
  return resolve(options, (inputs) => {
    const resolved = resolveRun(inputs)
    const withServer = describeWithServer(inputs, resolved)
    const configuration = withServer?.ofCommand ?? inspectWrappers(inputs.hostContext, resolved, inputs.args.rest)
    const differences = compareWithNpmDotenv(inputs.texts.map(({ text }) => text))
    return configJson({ ...configuration, warnings: [...configuration.warnings, ...differences] }, withServer)
  })
}

/** The run if a variable asks for a private server. Where its plugin is decides about a value only, and no value is told. */
function describeWithServer(inputs: Inputs, configuration: Configuration): RunWithServer | null {
  const { withServer } = configuration.options
  if (withServer === null) return null
  const parent = inputs.hostContext.env
  const server = resolveServer({ ...privateServerOf(configuration, inputs.hostContext), parent, pluginDirectory: '' })
  return describeRunWithServer(inputs, configuration, withServer, server)
}

/**
 * The whole environment that a command gets from `with-mlflow-env`. **It contains the project's keys**: pass it to a
 * child process, and do not write it anywhere. With execa, set `extendEnv: false`. No server is started: if a variable asks
 * for one (`WITH_MLFLOW_ENV_WITH_SERVER`), it is the environment of a command without it.
 *
 * @throws {MlflowConfigError} if the launcher would refuse to run a command
 */
export function getMlflowEnv(options: MlflowConfigOptions = {}): Record<string, string> {
  return resolve(options, (inputs) => {
    const { change } = inspectWrappers(inputs.hostContext, resolveRun(inputs), inputs.args.rest)
    return { ...applyChange(inputs.hostContext.env, change) }
  })
}

/** @throws {MlflowConfigError} instead of the launcher's own error */
function resolve<Result>(options: MlflowConfigOptions, use: (inputs: Inputs) => Result): Result {
  const { envFiles = [], command = [] } = options
  const given = toGivenOptions({
    'env-file': envFiles,
    'no-env-file': options.envFiles?.length === 0 ? ['true'] : [],
    override: options.override ? ['true'] : [],
    strict: options.strict ? ['true'] : [],
    'allow-fallback': options.allowFallback ? ['true'] : [],
    'keep-aws': options.keepAws ? ['true'] : [],
    keep: options.keep ?? [],
    'keep-aws-config': options.keepAwsConfig ? ['true'] : [],
  })
  try {
    const args = { options: given, rest: command, separated: true }
    return use(readInputs(toHostContext(options), args))
  } catch (error) {
    if (!isLauncherError(error)) throw error
    const { code, message } = error.diagnostic
    // A test holds the list of codes against the source.
    throw new MlflowConfigError(message, code as MlflowConfigErrorCode)
  }
}

function toHostContext(options: MlflowConfigOptions): HostContext {
  const env = toEnvironment(options)
  const cwd = resolvePath(options.cwd ?? process.cwd())
  const home = env.HOME || host.home()
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    fail(hostDiagnostics.error('cwd-missing', null, { reason: null }))
  }
  return {
    env,
    cwd,
    platform: process.platform,
    home: home === null ? null : resolvePath(home),
    uid: process.geteuid?.() ?? null,
    nullDevice: devNull,
  }
}

function toEnvironment({ env = process.env }: MlflowConfigOptions): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
