import { type Diagnostic, fail } from '../model/diagnostic.ts'
import { nameOf, type Origin, type Sourced } from '../model/origin.ts'
import { type Environment, find, findEach, findEnvironment, findIn, type Source } from '../model/source.ts'
import { isS3Uri } from '../model/uri.ts'
import type { Options } from '../options/resolve.ts'
import type { UnknownVariable } from '../options/unknown-variables.ts'
import type { Credentials } from './credentials.ts'
import { credentialsDiagnostics, type Reason, type SearchedFiles } from './diagnostics.ts'
import { outerTag } from './identity-tag.ts'
import { CREDENTIAL_VARIABLES } from './index.ts'
import { isOtherProject, readOuterFiles } from './outer-files.ts'
import { PROFILE } from './project-variables.ts'
import { losingKeys } from './rival-keys.ts'
import { findMisspelt, findUnreadKeys } from './unsupported.ts'

export interface FallBackInput {
  readonly credentials: Credentials
  /** The highest first. */
  readonly sources: readonly Source[]
  readonly options: Pick<Options, 'strict' | 'allowFallback'>
  /** Variables of the environment that would name a project. */
  readonly projectVariables: readonly string[]
  /** Those of the environment that an outer launcher set. */
  readonly passedOn: ReadonlySet<string>
  readonly searched: SearchedFiles
  readonly unknown: readonly UnknownVariable[]
  /** Project credentials in files that a nearer file of the same name hides. */
  readonly shadowed: readonly { readonly origin: Origin; readonly nearer: string }[]
  /** Files that may hold what is missing. */
  readonly hints: readonly Diagnostic[]
}

export interface FallBack {
  readonly warnings: readonly Diagnostic[]
  /** The warning that the shell's credentials are used for a store, for one that is named later; null if it is due no more. */
  readonly warnOfStore: ((store: Origin) => Diagnostic) | null
}

/** Where a project names its store. */
const STORES = [
  'MLFLOW_S3_ENDPOINT_URL',
  'MLFLOW_ARTIFACT_ROOT',
  'MLFLOW_DEFAULT_ARTIFACT_ROOT',
  'MLFLOW_ARTIFACTS_DESTINATION',
  'DEFAULT_ARTIFACT_ROOT',
]

/**
 * Checks whether the shell's credentials may be used because the project named none, and whether that needs a warning:
 * if there is no project at all, or if the project has a store that needs credentials.
 *
 * @throws {LauncherError} empty-credentials, shadowed-credentials, misspelt-credentials: the project did name
 *   credentials, and another account in their place would go unnoticed; credentials-required: `--strict`
 */
export function checkFallBack(input: FallBackInput): FallBack {
  const { credentials, sources, options, shadowed } = input
  const empty = withEmptyValue(sources, 'error').map(({ origin }) => origin)
  if (empty.length > 0) fail(credentialsDiagnostics.error('empty-credentials', null, { empty }))
  const [first] = shadowed
  if (first) fail(credentialsDiagnostics.error('shadowed-credentials', first.origin, { nearer: first.nearer }))
  // The project's own file may have the keys under the names of AWS.
  const isShells = credentials.shellSet?.source.kind !== 'file'
  const misspelt = isShells ? findMisspelt(input.unknown, IDENTITY_VARIABLES) : null
  if (misspelt) fail(misspelt)
  const losing = losingKeys(credentials, sources)
  const hints = [...input.hints, ...(isShells ? findUnreadKeys(sources) : [])]
  const { strict, allowFallback } = options
  const [found = null] = credentials.origins.values()
  if (strict) {
    const more = [...hints, ...losing]
    fail(
      credentialsDiagnostics.error('credentials-required', null, {
        found,
        strict,
        allowed: allowFallback,
        hints: more,
      }),
    )
  }
  const doubtful = withEmptyValue(sources, 'warning').map(({ origin }) =>
    credentialsDiagnostics.warning('empty-profile', origin),
  )
  // Who agrees to the shell's account has not agreed to a profile that was left out.
  if (allowFallback) return { warnings: [...doubtful, ...losing], warnOfStore: null }
  const { accessKeyIdSuffix: suffix, isKnown, profile } = credentials
  const warn = (reason: Reason, more: readonly Diagnostic[]) =>
    credentialsDiagnostics.warning('no-project-credentials', null, {
      ...{ reason, suffix, found, isKnown, hints: more.map(({ message }) => message) },
      ...{ profile: profile?.value ?? null, searched: input.searched },
    })
  const reason = isShells ? findReason(input) : null
  if (reason) return { warnings: [warn(reason, [...doubtful, ...hints, ...losing])], warnOfStore: null }
  const hinted = hints.length > 0 ? [warn('hint', hints)] : []
  return {
    warnings: [...doubtful, ...hinted, ...losing],
    warnOfStore: isShells && hinted.length === 0 ? (store) => warn(store, []) : null,
  }
}

export interface OuterCredentialsInput extends Pick<FallBackInput, 'credentials' | 'sources' | 'options'> {
  readonly env: Environment
  /** The folder of the project. */
  readonly project: string
}

/** Warns if a project with files and a store of its own gets the credentials of another one, from a launcher outside. */
export function checkOuterCredentials(input: OuterCredentialsInput): Diagnostic[] {
  const { credentials, sources, options, env, project } = input
  if (!credentials.nested || options.allowFallback) return []
  const files = sources.filter(({ kind }) => kind === 'file')
  if (!isOtherProject(readOuterFiles(env), files, project)) return []
  const origin = findStore(files)?.origin ?? (options.strict?.kind === 'file' ? options.strict : undefined)
  return origin ? [credentialsDiagnostics.warning('outer-credentials-used', origin, { outer: credentials.tag })] : []
}

const IDENTITY_VARIABLES = CREDENTIAL_VARIABLES.map(({ name }) => name)

/** Why it must not go unnoticed that the credentials are the shell's; null if it may. */
function findReason({ credentials, sources, searched, projectVariables, passedOn }: FallBackInput): Reason | null {
  const environment = findEnvironment(sources)
  const store = findStore(sources)
  // An outer launcher that uses the same credentials has said so, and has passed on its store.
  if (outerTag(environment) === credentials.tag) {
    return store && environment?.get(nameOf(store.origin))?.value !== store.value ? store.origin : null
  }
  if (store) return store.origin
  const isNamed = (name: string) => environment && !passedOn.has(name) && findIn(environment, name)
  if (projectVariables.some(isNamed)) return null
  const files = sources.filter(({ kind }) => kind === 'file')
  const isProject =
    files.length === 0 ? searched.read.length > 0 : files.some((file) => namesProject(file, projectVariables))
  return isProject ? null : 'no project'
}

/** A file without a variable of MLflow's or the launcher's, and without an account, says nothing about a project. */
function namesProject(file: Source, projectVariables: readonly string[]): boolean {
  const names = [...projectVariables, ...ACCOUNT_NAMES]
  // An empty profile has a warning of its own.
  return Array.from(file.names()).some(
    (name) => name === PROFILE || ((isOwnName(name) || names.includes(name)) && findIn(file, name)),
  )
}

const isOwnName = (text: string) => /^(?:MLFLOW|WITH_MLFLOW_ENV)_/i.test(text)
const ACCOUNT_NAMES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE']

/** The store for which a project needs credentials of its own. */
function findStore(sources: readonly Source[]): Sourced | undefined {
  return (
    STORES.map((name) => find(sources, name)).find((found) => found && isStore(found)) ?? findEndpointInFile(sources)
  )
}

/** AWS's own names for the endpoint. One of the shell's belongs to the shell's account. */
function findEndpointInFile(sources: readonly Source[]): Sourced | undefined {
  const found = find(sources, 'AWS_ENDPOINT_URL_S3') ?? find(sources, 'AWS_ENDPOINT_URL')
  return found?.origin.kind === 'file' ? found : undefined
}

/** Whether a value names an endpoint, or a place that is reached with credentials of AWS's kind. */
function isStore({ value, origin }: Sourced): boolean {
  return nameOf(origin) === 'MLFLOW_S3_ENDPOINT_URL' || isS3Uri(value)
}

/** Names without a value, as an unfilled template has them, and of an error also those without `=`. */
function withEmptyValue(sources: readonly Source[], ifEmpty: 'error' | 'warning'): Sourced[] {
  const unassigned = (name: string) => sources.flatMap((source) => source.file?.unassigned.get(name) ?? [])
  return CREDENTIAL_VARIABLES.filter((variable) => variable.ifEmpty === ifEmpty).flatMap(({ name }) => [
    ...findEach(sources, name),
    ...(ifEmpty === 'error' ? unassigned(name) : []),
  ])
}
