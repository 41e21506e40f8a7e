import { childValue, type EnvironmentChange } from '../child-env/change.ts'
import { preventDotenvReload } from '../child-env/dotenv-reload.ts'
import { isGoverned } from '../child-env/governed.ts'
import type { Configuration } from '../configure/configuration.ts'
import { isProjectOwned } from '../credentials/credentials.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import { findPythonFiles } from '../env-files/python-dotenv-search.ts'
import { tryReadEnvFile } from '../env-files/read.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { wrapperDiagnostics } from './diagnostics.ts'
import type { Assignment, Finding, Place } from './finding.ts'
import { inspectCommand } from './inspect-command.ts'
import { makeScope, type Scope, shown } from './scope.ts'
import { inspectFunctions } from './shell/exported-functions.ts'
import { inspectVariables } from './shell/variables.ts'

const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE']

/**
 * Looks at what comes between the launcher and the program: the start-up files that BASH_ENV and ENV name, and the
 * command's own wrappers. Adds warnings, and takes a variable away if the file that it names changes the project's account.
 *
 * @param words the command; none for a command that only reports
 */
export function inspectWrappers(
  hostContext: HostContext,
  configuration: Configuration,
  words: readonly string[],
): Configuration {
  const { env } = hostContext
  const child = (name: string) => childValue(env, configuration.change, name)
  const scope = makeScope(hostContext, child, neededNames(configuration), inspectCommand)
  const findings = [...inspectVariables(scope), ...inspectFunctions(env, scope), ...inspectCommand(words, scope)]
  return findings.reduce((before, finding) => apply(before, finding, scope, hostContext), configuration)
}

/** What has to reach the program: the project's account, else the tracking server that somebody named. */
function neededNames({ credentials, options, trackingUri }: Configuration): string[] {
  const isOwned = isProjectOwned(credentials) && options.keepAws === null
  const names = KEYS.filter((name) => name !== 'AWS_SESSION_TOKEN' && credentials.variables.has(name))
  if (isOwned && names.length > 0) return names
  return trackingUri.origin.kind === 'default' ? [] : ['MLFLOW_TRACKING_URI']
}

function apply(configuration: Configuration, finding: Finding, scope: Scope, hostContext: HostContext): Configuration {
  if (finding.kind === 'drops') {
    const { program, remedy, at } = finding
    if (scope.needed.length === 0 || isKnown(configuration, program)) return configuration
    const origin = at ? placeOrigin(program, at, scope) : null
    return warn(configuration, wrapperDiagnostics.warning('wrapper-drops', origin, { program, remedy }))
  }
  if (finding.kind === 'account') {
    const replaces = isProjectOwned(configuration.credentials) && configuration.options.keepAws === null
    return replaces ? warn(configuration, wrapperDiagnostics.warning('wrapper-account', null, finding)) : configuration
  }
  if (finding.kind === 'python') {
    return withoutDotenv(configuration, filesNextTo(finding.files, configuration, hostContext), hostContext)
  }
  if (finding.kind === 'dotenv') {
    // It never replaces a value: only what is absent counts.
    const isAbsent = ([name]: readonly [string, unknown]) => scope.child(name) === undefined
    const files = finding.files.flatMap((path) => tryReadEnvFile(hostContext, path, false) ?? [])
    const absent = files.map((file) => ({ ...file, entries: new Map([...file.entries].filter(isAbsent)) }))
    return withoutDotenv(configuration, absent, hostContext)
  }
  const changing = finding.assignments.filter((assignment) => changes(assignment, configuration, scope, hostContext))
  const [first] = changing
  if (!first) return configuration
  const names = changing.filter(({ path }) => path === first.path).map(({ name }) => name)
  const isOwned = isProjectOwned(configuration.credentials)
  if (finding.kind === 'function') {
    const { name, variable } = finding
    const data = { names: changing.map((one) => one.name), name, removed: isOwned }
    const origin: Origin = { kind: 'environment', name: variable }
    const warned = warn(configuration, wrapperDiagnostics.warning('exported-function-sets', origin, data))
    const reason = "the function changes the project's account"
    return isOwned ? { ...warned, change: without(warned.change, hostContext.env, variable, reason) } : warned
  }
  const origin = placeOrigin(first.name, first, scope)
  if (finding.kind === 'sets') {
    const warning = wrapperDiagnostics.warning('wrapper-sets', origin, { names, program: finding.program })
    return warn(withoutReload(configuration, first.path), warning)
  }
  const { shell, variable, remedy } = finding
  const removed = variable !== null && isOwned
  const warning = wrapperDiagnostics.warning('startup-file-sets', origin, { names, shell, variable, removed, remedy })
  const warned = warn(configuration, warning)
  const reason = "the start-up file that it names changes the project's account"
  return removed ? { ...warned, change: without(warned.change, hostContext.env, variable, reason) } : warned
}

function placeOrigin(name: string, { path, line }: Place, scope: Scope): Origin {
  return { kind: 'file', name, path, display: shown(scope, path), line }
}

/** Whether there is a warning already that a program drops the environment: a script may start it in many lines. */
function isKnown({ warnings }: Configuration, program: string): boolean {
  return warnings.some(
    ({ code, data }) => code === 'wrapper-drops' && (data as { program?: string }).program === program,
  )
}

/** The `.env` files that load_dotenv() in Python files finds, besides those that were taken into account before. */
function filesNextTo(files: readonly string[], configuration: Configuration, hostContext: HostContext): EnvFile[] {
  const read = configuration.files.map(({ path }) => path)
  const before = findPythonFiles(hostContext, [], read).map(({ path }) => path)
  return findPythonFiles(hostContext, files, [...read, ...before])
}

/** Keeps load_dotenv() from these files if they would change the project's account. */
function withoutDotenv(
  configuration: Configuration,
  others: readonly EnvFile[],
  hostContext: HostContext,
): Configuration {
  const { env } = hostContext
  const { change, ruleContext: context, options } = configuration
  const child = (name: string) => childValue(env, change, name)
  const keepAws = options.keepAws !== null
  const reload = preventDotenvReload({ files: [], others, change, child, context, keepAws, parent: env })
  const known = new Set(configuration.warnings.map(placeOf))
  const warnings = reload.warnings.filter((warning) => !known.has(placeOf(warning)))
  return { ...configuration, change: reload.change, warnings: [...configuration.warnings, ...warnings] }
}

function placeOf({ code, origin }: Diagnostic): string {
  return JSON.stringify([code, origin])
}

/** Whether an assignment gives the program another value than the launcher has decided. */
function changes(
  { name, value, ifUnset }: Assignment,
  configuration: Configuration,
  { child }: Scope,
  { env }: HostContext,
): boolean {
  const current = child(name)
  if (value === current || (ifUnset && current !== undefined)) return false
  if (value === '' && current === undefined && KEYS.includes(name)) return false
  const { ruleContext, options, credentials, trackingUri } = configuration
  const keepAws = options.keepAws !== null
  if (name === 'MLFLOW_TRACKING_URI') return trackingUri.origin.kind === 'file'
  if (!keepAws && !isProjectOwned(credentials) && credentials.isKnown) return KEYS.includes(name)
  return isGoverned(name, { context: ruleContext, keepAws, parent: env, child })
}

/** Two lines of a script may start the same program. */
function warn(configuration: Configuration, warning: Diagnostic): Configuration {
  const said = JSON.stringify(warning)
  if (configuration.warnings.some((known) => JSON.stringify(known) === said)) return configuration
  return { ...configuration, warnings: [...configuration.warnings, warning] }
}

/** The warning about load_dotenv() says that it is prevented: not for a program that reads the same file by itself. */
function withoutReload(configuration: Configuration, path: string): Configuration {
  const isSame = ({ code, origin }: Diagnostic) =>
    code === 'dotenv-reintroduces' && origin?.kind === 'file' && origin.path === path
  return { ...configuration, warnings: configuration.warnings.filter((warning) => !isSame(warning)) }
}

function without(change: EnvironmentChange, parent: Environment, name: string, reason: string): EnvironmentChange {
  const set = new Map(change.set)
  const unset = new Map(change.unset)
  set.delete(name)
  if (Object.hasOwn(parent, name)) unset.set(name, reason)
  return { ...change, set, unset }
}
