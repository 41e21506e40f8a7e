import { parseProfiles } from '../aws-config/profiles.ts'
import { inherit } from '../child-env/build.ts'
import { checkProfiles } from '../credentials/check-profiles.ts'
import { type Credentials, isProjectOwned } from '../credentials/credentials.ts'
import { checkFallBack } from '../credentials/fall-back.ts'
import { ownTag } from '../credentials/identity-tag.ts'
import { resolveCredentials } from '../credentials/index.ts'
import { sourcesForNestedRun } from '../credentials/outer-launcher.ts'
import { parseEnvFiles } from '../dotenv/cascade.ts'
import type { SearchResult } from '../env-files/find.ts'
import { findHiddenCredentials, findHints } from '../env-files/related.ts'
import { hostLimits } from '../host/diagnostics.ts'
import { host } from '../host/index.ts'
import { type Diagnostic, fail } from '../model/diagnostic.ts'
import type { World } from '../model/host-context.ts'
import { environmentSource, fileSource, find, type Source } from '../model/source.ts'
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
  const { credentials, warnings } = chooseCredentials(world, all, options, chosen.search)
  const sources = sourcesForNestedRun({
    env: world.env,
    files: files.map(fileSource),
    ownTag: ownTag(credentials),
    nullDevice: world.nullDevice,
    defaultTrackingUri: DEFAULT_TRACKING_URI.value,
  })
  // Without an active profile the command reads nothing of ~/.aws.
  const isClosed = credentials.activeProfile === null && !options.keepAwsConfig
  const profiles = isClosed ? parseProfiles(undefined, undefined) : readProfiles(world, lookup(sources, credentials))
  return resolveConfiguration({
    sources,
    credentials,
    options,
    profiles,
    files,
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
      ...checkProfiles(credentials, profiles, find(sources, 'MLFLOW_S3_ENDPOINT_URL') !== undefined),
    ],
  })
}

function failOnError(diagnostics: readonly Diagnostic[]): void {
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (error) fail(error)
}

function chooseCredentials(
  world: World,
  sources: readonly Source[],
  { keepAws, strict }: Options,
  search: SearchResult,
) {
  const { credentials, warnings, fellBack } = resolveCredentials({ sources, keepAws: keepAws !== null })
  if (keepAws || !fellBack) return { credentials, warnings }
  const shadowed = findHiddenCredentials(world, search)
  const hints = findHints(world, search)
  return { credentials, warnings: [...warnings, ...checkFallBack({ credentials, sources, strict, shadowed, hints })] }
}

/** A variable's value as the child will have it, for finding its profiles. */
function lookup(sources: readonly Source[], credentials: Credentials): (name: string) => string | undefined {
  return (name) => {
    const value = inherit(sources, credentials, name).inherited?.value
    return isProjectOwned(credentials) && value === '' ? undefined : value
  }
}
