import { checkProfiles } from '../credentials/check-profiles.ts'
import { namesEndpoint } from '../credentials/endpoint.ts'
import { ownTag } from '../credentials/identity-tag.ts'
import { CREDENTIAL_VARIABLES } from '../credentials/index.ts'
import { sourcesForNestedRun } from '../credentials/outer-launcher.ts'
import { DEFAULT_REGION } from '../credentials/project-variables.ts'
import { parseEnvFiles } from '../dotenv/parse-env-files.ts'
import { refuseDecidingFiles } from '../env-files/undecoded.ts'
import { fileDiagnostics } from '../env-files/unreadable.ts'
import { hostDiagnostics } from '../host/diagnostics.ts'
import * as host from '../host/index.ts'
import { checkLogins } from '../mlflow/check-logins.ts'
import { DEFAULT_TRACKING_URI, resolveTrackingUri } from '../mlflow/tracking-uri.ts'
import { failOnError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import { environmentSource, fileSource, find, orderSources, type Source } from '../model/source.ts'
import type { Arguments } from '../options/arguments.ts'
import { isOverrideAsked, resolveOptions } from '../options/resolve.ts'
import { findIgnoredInFiles, findUnknownVariables, warnUnknownVariables } from '../options/unknown-variables.ts'
import { checkArtifactRoot } from './check-artifact-root.ts'
import { chooseCredentials } from './choose-credentials.ts'
import { projectFolder } from './choose-files.ts'
import { type Configuration, resolveConfiguration } from './configuration.ts'
import { findRunningServers, NO_SERVERS } from './find-running-servers.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { readActiveProfiles } from './read-active-profiles.ts'
import { readTransport } from './read-transport.ts'
import { findServerAccess } from './server-access.ts'

/** The `MLFLOW_AWS_*` that mean something. */
export const PROJECT_VARIABLES = [...CREDENTIAL_VARIABLES.map(({ name }) => name), DEFAULT_REGION]

/** Settings of MLflow that a project names too: where its server is, and its store. */
const ADDRESS_VARIABLES = [
  'MLFLOW_TRACKING_URI',
  'MLFLOW_ARTIFACT_ROOT',
  'MLFLOW_S3_ENDPOINT_URL',
  'MLFLOW_HOST',
  'MLFLOW_PORT',
  'MLFLOW_STATIC_PREFIX',
  'MLFLOW_BACKEND_STORE_URI',
  'MLFLOW_DEFAULT_ARTIFACT_ROOT',
  'MLFLOW_ARTIFACTS_DESTINATION',
  'MLFLOW_SERVE_ARTIFACTS',
  'MLFLOW_WORKERS',
  'BACKEND_STORE_URI',
  'DEFAULT_ARTIFACT_ROOT',
]
/** What is resolved: a command, which may use a server that runs, or a server. */
export type Role = 'client' | 'server'

/**
 * Resolves one run: finds the `.env` files, reads them, decides whose account it is, and makes the child's environment.
 *
 * @throws {LauncherError} the codes of `MlflowConfigErrorCode`, but for `cwd-missing`
 */
export function configure(hostContext: HostContext, args: Arguments, role: Role = 'client'): Configuration {
  return resolveRun(readInputs(hostContext, args), role)
}

/**
 * The configuration that follows from what was read. Can be called again with other options or another environment.
 *
 * @throws {LauncherError} as `configure`
 */
export function resolveRun(
  { hostContext, args, chosen, texts, pinned = [], others }: Inputs,
  role: Role = 'client',
): Configuration {
  const { env, nullDevice } = hostContext
  const override = isOverrideAsked(args, env)
  const files = parseEnvFiles(
    texts.map(({ text }) => text),
    env,
    override,
  )
  const fileSources = files.map((file) =>
    pinned.length > 0 ? withoutNames(fileSource(file), pinned) : fileSource(file),
  )
  // Files that everybody can write were made in the same way: of several, one warning is enough.
  const undecoded = texts.flatMap((file) => file.undecoded ?? [])
  const aboutFiles = [
    ...texts.flatMap(({ warnings }) => warnings).slice(0, 1),
    ...undecoded.map(({ warning }) => warning),
    ...fileDiagnostics(files),
  ]
  failOnError(aboutFiles)
  const named = orderSources(environmentSource(env), fileSources, override)
  refuseDecidingFiles(texts, named, pinned)
  const options = resolveOptions(args, named)
  const unknown = findUnknownVariables(named, PROJECT_VARIABLES)
  const project = projectFolder(hostContext, chosen)
  const { credentials, warnings, warnOfStore } = chooseCredentials({
    ...{ hostContext, sources: named, options, chosen, files, undecoded, unknown, project },
    projectVariables: [...PROJECT_VARIABLES, ...ADDRESS_VARIABLES],
  })
  const sources = sourcesForNestedRun({
    project,
    env,
    files: fileSources,
    override,
    ownTag: ownTag(credentials),
    nullDevice,
    defaultTrackingUri: DEFAULT_TRACKING_URI.value,
  })
  const profiles = readActiveProfiles(hostContext, sources, credentials, options)
  const findRunning = () => (role === 'server' ? NO_SERVERS : findRunningServers(hostContext, project))
  const { trackingUri, server, warnings: uriWarnings } = resolveTrackingUri(sources, findRunning)
  const access = findServerAccess(hostContext, sources, trackingUri, server)
  // A server gets no login, and a command with a private server gets that one's.
  if (role === 'client' && !options.withServer && pinned.length === 0) checkLogins(sources, access.foreign)
  return resolveConfiguration({
    transport: readTransport(hostContext, sources, credentials, options),
    sources,
    credentials,
    trackingUri,
    access,
    options,
    profiles,
    files,
    parent: env,
    others,
    warnOfStore,
    project,
    nullDevice,
    warnings: [
      ...aboutFiles,
      ...host.findInvalidVariables(env).map((name) => hostDiagnostics.warning('value-not-utf8', null, { name })),
      ...findIgnoredInFiles(named),
      ...warnUnknownVariables(unknown),
      ...warnings,
      ...checkArtifactRoot(hostContext, find(sources, 'MLFLOW_ARTIFACT_ROOT')),
      ...uriWarnings,
      ...(role === 'server' ? [] : access.warnings),
      ...checkProfiles(credentials, profiles, namesEndpoint(sources, credentials)),
    ],
  })
}

function withoutNames(source: Source, names: readonly string[]): Source {
  return {
    ...source,
    get: (name) => (names.includes(name) ? undefined : source.get(name)),
    names: () => Array.from(source.names()).filter((name) => !names.includes(name)),
  }
}
