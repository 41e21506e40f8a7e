import { dirname, resolve } from 'node:path'
import { type Profiles, parseProfiles } from '../aws-config/profiles.ts'
import { inherit } from '../child-env/build.ts'
import type { Identity } from '../credentials/credentials.ts'
import { mark, resolveIdentity } from '../credentials/index.ts'
import { isOwn, sourcesInside } from '../credentials/outer-launcher.ts'
import { findShellIdentity } from '../credentials/shell.ts'
import { type EnvFile, parseEnvFile } from '../dotenv/env-file.ts'
import { type Found, searchFiles } from '../env-files/find.ts'
import { isDescriptor, type ReadFile, readEnvFile } from '../env-files/read.ts'
import { findHiddenCredentials, findHints, findPythonFiles } from '../env-files/related.ts'
import { findInvalidVariables } from '../host/invalid-utf8.ts'
import { refuse } from '../model/failure.ts'
import type { World } from '../model/host-context.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { environmentSource, fileSource, find, type Source } from '../model/source.ts'
import { holdsPassword } from '../model/uri.ts'
import type { Warning } from '../model/warning.ts'
import type { Arguments } from '../options/arguments.ts'
import { isYes, type Options, resolveOptions } from '../options/resolve.ts'
import { type Configuration, DEFAULT_TRACKING_URI, resolveConfiguration } from './configuration.ts'
import { readProfiles } from './read-aws-profiles.ts'
import { findUnknownNames } from './unknown-variables.ts'

/**
 * The whole way from the world to a configuration: find the files, read them, decide, and make the child's environment.
 *
 * @throws {Refusal}
 */
export function configure(world: World, given: Arguments): Configuration {
  const environment = environmentSource(world.env)
  const found = chooseFiles(world, given, environment)
  const read = found.paths.map((path) => readEnvFile(world, path, found.named))
  const files = parseInOrder(read, environment)
  const all = [environment, ...files.map(fileSource)]
  const options = resolveOptions(given, all)
  const { identity, warnings } = decide(world, all, options, found.search)
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
    others: findPythonFiles(world, given.rest, found.paths),
    project: projectFolder(world, found),
    nullDevice: world.nullDevice,
    warnings: [
      ...read.flatMap((file) => file.warnings),
      ...files.flatMap((file) => file.warnings),
      ...findInvalidVariables(world.env).map((name) => ({ code: 'value-not-utf8', name }) as const),
      ...findUnknownNames(all),
      ...warnings,
      ...missingProfile(identity, profiles),
      ...foreignEndpoint(identity, profiles, find(sources, 'MLFLOW_S3_ENDPOINT_URL') !== undefined),
    ],
  })
}

interface ChosenFiles {
  /** The files to read, the one that wins first. */
  readonly paths: readonly string[]
  /** Who named them; null where the search found them. */
  readonly named: Origin | null
  readonly search: Found
}

const NOTHING: Found = { nearest: [], hidden: [], gitRoot: null, searched: [] }

function chooseFiles(world: World, given: Arguments, environment: Source): ChosenFiles {
  const noFile = given.flags.has('no-env-file')
  const named = { kind: 'option', name: '--env-file' } as const
  if (given.envFiles.length > 0) {
    if (noFile) refuse({ code: 'options-contradict', first: named, second: { kind: 'option', name: '--no-env-file' } })
    for (const name of given.envFiles) checkFileName({ value: name, origin: named })
    return { paths: absolute(world, given.envFiles), named, search: NOTHING }
  }
  // Where no file is read, the project is still that of the folder.
  const nowhere = () => ({ ...NOTHING, gitRoot: searchFiles(world).gitRoot })
  if (noFile) return { paths: [], named: null, search: nowhere() }
  const listed = find([environment], 'WITH_MLFLOW_ENV_ENV_FILE')
  if (listed) checkFileName(listed)
  const names = listed?.value.split(world.platform === 'win32' ? ';' : ':').filter((name) => name !== '') ?? []
  if (listed && names.length > 0) return { paths: absolute(world, names), named: listed.origin, search: NOTHING }
  const none = find([environment], 'WITH_MLFLOW_ENV_NO_ENV_FILE')
  if (none && isYes(none)) return { paths: [], named: null, search: nowhere() }
  const search = searchFiles(world)
  return { paths: search.nearest, named: null, search }
}

/** A file's name is shown. @throws {Refusal} */
function checkFileName({ value, origin }: Sourced): void {
  if (holdsPassword(value)) refuse({ code: 'option-value', origin, expected: "a file's name", found: value })
}

/** The later file wins, and comes first. */
function absolute(world: World, names: readonly string[]): string[] {
  return names.map((name) => resolve(world.cwd, name)).reverse()
}

/** As a row of `load_dotenv()` calls would do it: each file sees the real environment and the files above it. */
function parseInOrder(read: readonly ReadFile[], environment: Source): EnvFile[] {
  const files: EnvFile[] = []
  for (const { text } of read) {
    const higher = [environment, ...files.map(fileSource)]
    const above = (name: string) => {
      for (const source of higher) {
        const value = source.get(name)?.value
        if (value !== undefined) return value
      }
      return undefined
    }
    files.push(parseEnvFile(text, above))
  }
  return files
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

/** The folder of the nearest file (of several that were named, the one that wins), else the git root. */
function projectFolder(world: World, { paths, named, search }: ChosenFiles): string {
  const folders = paths.filter((path) => !isDescriptor(path)).map((path) => dirname(path))
  // The search goes upward: the longest path is the nearest.
  if (!named) folders.sort((a, b) => b.length - a.length)
  return folders[0] ?? search.gitRoot ?? world.cwd
}
