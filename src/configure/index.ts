import { type Profiles, parseProfiles } from '../aws-config/profiles.ts'
import { inherit } from '../child-env/build.ts'
import type { Identity } from '../credentials/credentials.ts'
import { mark, resolveIdentity } from '../credentials/index.ts'
import { isOwn, sourcesInside } from '../credentials/outer-launcher.ts'
import { findShellIdentity } from '../credentials/shell.ts'
import { parseEnvFiles } from '../dotenv/cascade.ts'
import type { Found } from '../env-files/find.ts'
import { findHiddenCredentials, findHints } from '../env-files/related.ts'
import { hostLimits } from '../host/diagnostics.ts'
import { host } from '../host/index.ts'
import { type Diagnostic, fail } from '../model/diagnostic.ts'
import type { World } from '../model/host-context.ts'
import { environmentSource, fileSource, find, type Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import type { Arguments } from '../options/arguments.ts'
import { type Options, resolveOptions } from '../options/resolve.ts'
import { projectFolder } from './choose-files.ts'
import { type Configuration, DEFAULT_TRACKING_URI, resolveConfiguration } from './configuration.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { readProfiles } from './read-aws-profiles.ts'
import { findUnknownNames } from './unknown-variables.ts'

/**
 * Resolves one run: finds the files, reads them, decides whose account it is, and makes the child's environment.
 *
 * @throws {LauncherError}
 */
export function configure(world: World, args: Arguments): Configuration {
  return resolveRun(readInputs(world, args))
}

/**
 * The configuration that follows from what was read.
 *
 * @throws {LauncherError}
 */
export function resolveRun({ world, args, chosen, texts, others }: Inputs): Configuration {
  const environment = environmentSource(world.env)
  const files = parseEnvFiles(
    texts.map(({ text }) => text),
    world.env,
  )
  failOnError(files.flatMap((file) => file.diagnostics))
  const all = [environment, ...files.map(fileSource)]
  const options = resolveOptions(args, all)
  const { identity, warnings } = decide(world, all, options, chosen.search)
  const sources = sourcesInside({
    env: world.env,
    files: files.map(fileSource),
    mark: isOwn(identity) ? mark(identity) : null,
    nullDevice: world.nullDevice,
    defaultTrackingUri: DEFAULT_TRACKING_URI.value,
  })
  const isClosed = identity.mode === 'project' && !options.keepAwsConfig
  const profiles = isClosed ? parseProfiles(undefined, undefined) : readProfiles(world, lookup(sources, identity))
  return resolveConfiguration({
    ...{ sources, identity, options, profiles, files },
    parent: world.env,
    others,
    project: projectFolder(world, chosen),
    nullDevice: world.nullDevice,
    warnings: [
      ...texts.flatMap((file) => file.warnings),
      ...files.flatMap((file) => file.diagnostics),
      ...host.findInvalidVariables(world.env).map((name) => hostLimits.warning('value-not-utf8', null, { name })),
      ...findUnknownNames(all),
      ...warnings,
      ...missingProfile(identity, profiles),
      ...foreignEndpoint(identity, profiles, find(sources, 'MLFLOW_S3_ENDPOINT_URL') !== undefined),
    ],
  })
}

function failOnError(diagnostics: readonly Diagnostic[]): void {
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (error) fail(error)
}

function decide(world: World, sources: readonly Source[], options: Options, search: Found) {
  // Under --keep-aws nothing of the project's identity is used: it has no part in what the command may do.
  if (options.keepAws) return findShellIdentity(sources, true)
  return resolveIdentity({
    sources,
    strict: options.strict,
    hidden: () => findHiddenCredentials(world, search),
    hints: () => findHints(world, search),
  })
}

/** A variable's value as the child will have it, for finding its profiles. */
function lookup(sources: readonly Source[], identity: Identity): (name: string) => string | undefined {
  return (name) => {
    const value = inherit(sources, identity, name).inherited?.value
    return identity.mode === 'profile' && value === '' ? undefined : value
  }
}

function missingProfile(identity: Identity, profiles: Profiles): Warning[] {
  if (identity.mode !== 'profile' || !profiles.readable || profiles.has(identity.profile.value)) return []
  return [{ code: 'profile-not-found', profile: identity.profile.value, origin: identity.profile.origin }]
}

/** Beside project keys no profile is active but `[default]`, whose endpoint boto3 takes for all. */
function foreignEndpoint(identity: Identity, profiles: Profiles, hasOwn: boolean): Warning[] {
  if (identity.mode !== 'project' || hasOwn || profiles.endpoint('default') === undefined) return []
  return [{ code: 'default-endpoint' }]
}
