import type { EnvironmentChange } from '../child-env/change.ts'
import type { Configuration } from '../configure/configuration.ts'
import { isProjectOwned } from '../credentials/credentials.ts'
import { tryReadEnvFile } from '../env-files/read.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { changes } from './changes.ts'
import { wrapperDiagnostics } from './diagnostics.ts'
import type { Finding, Place } from './finding.ts'
import { filesNextTo, withoutDotenv, withoutReload } from './reload.ts'
import { type Scope, shown } from './scope.ts'

/** Adds the warning about a finding, and takes away the variable that is behind it. */
export function apply(
  configuration: Configuration,
  finding: Finding,
  scope: Scope,
  hostContext: HostContext,
): Configuration {
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
    const { name, variable, isCalled } = finding
    const removed = isOwned && !isCalled
    const data = { names: changing.map((one) => one.name), name, removed, isCalled }
    const origin: Origin = { kind: 'environment', name: variable }
    const warned = warn(configuration, wrapperDiagnostics.warning('exported-function-sets', origin, data))
    const reason = "the function changes the project's account"
    return removed ? { ...warned, change: without(warned.change, hostContext.env, variable, reason) } : warned
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

/** Two lines of a script may start the same program. */
function warn(configuration: Configuration, warning: Diagnostic): Configuration {
  const said = JSON.stringify(warning)
  if (configuration.warnings.some((known) => JSON.stringify(known) === said)) return configuration
  return { ...configuration, warnings: [...configuration.warnings, warning] }
}

function without(change: EnvironmentChange, parent: Environment, name: string, reason: string): EnvironmentChange {
  const set = new Map(change.set)
  const unset = new Map(change.unset)
  set.delete(name)
  if (Object.hasOwn(parent, name)) unset.set(name, reason)
  return { ...change, set, unset }
}
