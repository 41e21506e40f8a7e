import type { Profiles } from '../aws-config/profiles.ts'
import type { TransportSetting } from '../aws-config/transport.ts'
import { makeChange } from '../child-env/build.ts'
import { childValue, type EnvironmentChange, type Setting, toSetting } from '../child-env/change.ts'
import { checkDirectAccess } from '../child-env/direct-access.ts'
import { preventDotenvReload } from '../child-env/dotenv-reload.ts'
import { checkJavaOptions } from '../child-env/java-options.ts'
import { checkKeptNames, handOnKeptNames, KEEP_VARIABLE } from '../child-env/kept-names.ts'
import { handOnKeyStore } from '../child-env/key-store.ts'
import type { RuleContext } from '../child-env/rule.ts'
import { checkEndpoint } from '../credentials/check-endpoint.ts'
import { type Credentials, isProjectOwned } from '../credentials/credentials.ts'
import { resolveEndpoint } from '../credentials/endpoint.ts'
import { FOUND_VARIABLE, IDENTITY_VARIABLE } from '../credentials/identity-tag.ts'
import type { CredentialsMode } from '../credentials/index.ts'
import { describeFiles, FILES_VARIABLE, findLeftOver } from '../credentials/outer-files.ts'
import { DEFAULT_REGION } from '../credentials/project-variables.ts'
import { type Region, resolveRegion } from '../credentials/region.ts'
import { checkRegion } from '../credentials/validate.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import { usesPrivateServer } from '../mlflow/other-server.ts'
import type { TrackingUri } from '../mlflow/tracking-uri.ts'
import { checkUri } from '../model/check-value.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { nameOf, type Origin, type Sourced } from '../model/origin.ts'
import { type Environment, find, type Source } from '../model/source.ts'
import type { Options } from '../options/resolve.ts'
import { changeForLogin } from './own-key.ts'
import type { ServerAccess } from './server-access.ts'

/** Everything that was resolved, each value with where it came from, and what becomes of the child's environment. */
export interface Configuration {
  readonly credentials: Credentials<CredentialsMode>
  readonly region: Region
  readonly endpoint: Sourced | null
  readonly trackingUri: TrackingUri
  readonly artifactRoot: Sourced | null
  readonly options: Options
  readonly files: readonly EnvFile[]
  /** Where the values came from, the highest first; for settings that only some commands have. */
  readonly sources: readonly Source[]
  /** The directory of the nearest file, else the git root, else the working directory. */
  readonly project: string
  readonly change: EnvironmentChange
  /** What the rules of the change looked at. */
  readonly ruleContext: RuleContext
  /** Warns that the shell's credentials are used for a store that a server is given; null if that is agreed or has been said. */
  readonly warnOfStore: ((store: Origin) => Diagnostic) | null
  readonly warnings: readonly Diagnostic[]
}

export interface ConfigurationInput {
  readonly parent: Environment
  /** The highest first; the real environment is one of them. */
  readonly sources: readonly Source[]
  readonly credentials: Credentials<CredentialsMode>
  readonly trackingUri: TrackingUri
  readonly access: ServerAccess
  readonly options: Options
  readonly profiles: Profiles
  readonly files: readonly EnvFile[]
  /** Files that Python would find by itself, besides those read. */
  readonly others: readonly EnvFile[]
  readonly project: string
  readonly warnOfStore: Configuration['warnOfStore']
  readonly nullDevice: string
  /** Transport settings of a config file that the command does not get to read. */
  readonly transport: readonly TransportSetting[]
  /** Warnings from the steps before. */
  readonly warnings: readonly Diagnostic[]
}

/** @throws {LauncherError} placeholder-value, invalid-value: a URI or a region that cannot be right; cannot-be-kept */
export function resolveConfiguration(input: ConfigurationInput): Configuration {
  const { parent, sources, credentials, trackingUri, options, profiles, files, nullDevice } = input
  const region = resolveRegion(sources, credentials, profiles)
  const artifactRoot = find(sources, 'MLFLOW_ARTIFACT_ROOT') ?? null
  const keepAws = options.keepAws !== null
  const { exported: endpoint, own, warnings } = resolveEndpoint(sources, credentials, profiles, readProfile(input))
  for (const uri of [trackingUri, artifactRoot]) if (uri) checkUri(uri)
  const aboutEndpoint = endpoint ? checkEndpoint(endpoint, artifactRoot) : []
  if (region.exported && isNamedByProject(region.exported, credentials)) checkRegion(region.exported)
  const context = {
    credentials,
    region: region.exported?.value ?? null,
    endpoint: endpoint?.value ?? null,
    activeEndpoint: (endpoint ?? own)?.value ?? null,
    profiles,
    keepAwsConfig: options.keepAwsConfig !== null,
    keep: new Set(options.keep.map(({ value }) => value)),
    nullDevice,
  }
  checkKeptNames(options.keep)
  const resolved = new Map<string, Setting | null>([
    ['MLFLOW_TRACKING_URI', toSetting(trackingUri.value, 'the tracking server', trackingUri.origin)],
    ['MLFLOW_ARTIFACT_ROOT', artifactRoot && toSetting(artifactRoot.value, 'the artifact root', artifactRoot.origin)],
  ])
  for (const { variable, value, profile } of input.transport) {
    if (find(sources, variable)) continue
    const reason = 'a transport setting of ~/.aws/config, which the command does not read'
    resolved.set(variable, toSetting(value, reason, { kind: 'profile', name: profile }))
  }
  const kept = handOnKeptNames(options.keep)
  if (kept) resolved.set(KEEP_VARIABLE, kept)
  if (!trackingUri.isNamed && trackingUri.origin.kind !== 'default') {
    const reason = 'tells a launcher inside that nobody has named this address'
    resolved.set(FOUND_VARIABLE, toSetting(trackingUri.value, reason, trackingUri.origin))
  }
  for (const name of findLeftOver(parent, sources)) if (!resolved.has(name)) resolved.set(name, null)
  if (parent[FOUND_VARIABLE] && !resolved.has(FOUND_VARIABLE)) resolved.set(FOUND_VARIABLE, null)
  if (!keepAws) {
    const fromFiles = describeFiles(parent, sources, input.project)
    const why = "tells a launcher inside what comes from this project's files; contains no value"
    // Without an account or a setting of a project, there is nothing to tell.
    const isNews = isProjectOwned(credentials) || fromFiles?.includes('=')
    if (fromFiles !== null && isNews) resolved.set(FILES_VARIABLE, toSetting(fromFiles, why, null))
    const reason = 'tells a launcher inside which account was chosen; contains no secret'
    resolved.set(IDENTITY_VARIABLE, toSetting(credentials.tag, reason, null))
  }
  const made = makeChange({ parent, sources, context, keepAws, resolved })
  const { change, warnings: aboutKey } = changeForLogin(parent, made, input.access, trackingUri.value)
  const child = (name: string) => childValue(parent, change, name)
  const leftOut = findLeftOut(made, change, !usesPrivateServer(parent, trackingUri.value))
  const reload = preventDotenvReload({ files, others: input.others, leftOut, change, child, context, keepAws, parent })
  return {
    credentials,
    region,
    endpoint: endpoint ?? own,
    trackingUri,
    artifactRoot,
    options,
    files,
    sources,
    project: input.project,
    warnOfStore: input.warnOfStore,
    change: handOnKeyStore(parent, reload.change, context.keep),
    ruleContext: context,
    warnings: [
      ...input.warnings,
      ...aboutKey,
      ...(keepAws ? [] : [...warnings, ...aboutEndpoint]),
      ...checkJavaOptions(child, credentials),
      ...(keepAws && artifactRoot ? checkDirectAccess(artifactRoot) : []),
      ...reload.warnings,
    ],
  }
}

/** The profile whose settings the command's botocore reads; with project keys none but [default] can be active. */
function readProfile({ options, credentials }: ConfigurationInput): string | null {
  if (options.keepAws) return null
  return credentials.activeProfile ?? (options.keepAwsConfig ? 'default' : null)
}

/** Whether a region is the project's own word; the shell's is passed on as it is. */
function isNamedByProject({ origin }: Sourced, credentials: Credentials): boolean {
  return isProjectOwned(credentials) || nameOf(origin) === DEFAULT_REGION
}

/** Names of files that a change leaves out besides another one. A login does no harm where nobody asks for one. */
function findLeftOut(made: EnvironmentChange, change: EnvironmentChange, asks: boolean): ReadonlySet<string> {
  if (change === made) return new Set()
  const names = Array.from(made.set.keys()).filter((name) => !change.set.has(name))
  return new Set(names.filter((name) => asks || !/^MLFLOW_TRACKING_/.test(name)))
}
