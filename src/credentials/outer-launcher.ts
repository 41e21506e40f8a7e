import { type Environment, environmentSource, orderSources, type Source } from '../model/source.ts'
import { FOUND_VARIABLE, IDENTITY_VARIABLE, isProjectTag } from './identity-tag.ts'
import { isOtherProject, readOuterFiles } from './outer-files.ts'
import { DEFAULT_REGION } from './project-variables.ts'
import { STANDARD_REGION } from './region.ts'

/** Every launcher sets these for its command, so they say nothing about a project that is run inside. */
const ADDRESSES = ['MLFLOW_TRACKING_URI', 'MLFLOW_ARTIFACT_ROOT', 'MLFLOW_S3_ENDPOINT_URL']
/** Settings of the shell that a launcher leaves as they are. */
const LEFT_BY_LAUNCHER = ['AWS_CA_BUNDLE', 'AWS_RETRY_MODE', 'AWS_MAX_ATTEMPTS', 'AWS_LOGIN_CACHE_DIRECTORY']
/** Files that a launcher replaces with the null device; with another value they are the shell's. */
const NULLED_BY_LAUNCHER = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'BOTO_CONFIG', 'FSSPEC_CONFIG_DIR']

export interface NestedRun {
  readonly env: Environment
  readonly files: readonly Source[]
  /** Whether the files win over the environment. */
  readonly override: boolean
  /** This launcher's own tag if its project names an account, otherwise null. */
  readonly ownTag: string | null
  /** This run's project folder. */
  readonly project: string
  readonly nullDevice: string
  /** The tracking URI that a launcher sets if nobody names one. */
  readonly defaultTrackingUri: string
}

/**
 * The sources of a run, the highest first, without what an outer launcher put into the environment for its own project.
 *
 * aws-vault refuses a nested run. Here it is ordinary: a Makefile, a pre-commit hook or a `conda` activation script may
 * use the launcher too, and README promises that the inner project then gets nothing of the outer one. Without this, the
 * keys of the inner project would be sent to the outer one's endpoint and region, which looks like a failed signature.
 * If the accounts differ, what the outer launcher made of `AWS_*` or took from its project's files is passed over, and
 * addresses of the environment rank below the inner project's files. Otherwise a tracking URI that nobody has named
 * does, and in another project what comes from the outer one's files.
 */
export function sourcesForNestedRun({
  env,
  files,
  override,
  ownTag,
  project,
  nullDevice,
  defaultTrackingUri,
}: NestedRun): readonly Source[] {
  const outer = env[IDENTITY_VARIABLE] ?? ''
  const uri = env.MLFLOW_TRACKING_URI
  const isFound = Boolean(uri) && uri === env[FOUND_VARIABLE]
  const outerFiles = readOuterFiles(env)
  if (!outer && !isFound && !outerFiles) return orderSources(environmentSource(env), files, override)
  const differs = outer !== '' && ownTag !== null && ownTag !== outer
  const isFromFiles = (name: string) =>
    outerFiles?.names.has(name) === true || (isFound && name === 'MLFLOW_TRACKING_URI')
  const isOther = isOtherProject(outerFiles, files, project)
  const setByOuter = (name: string) =>
    differs &&
    (isFromFiles(name) || isEndpoint(env, name) || (isProjectTag(outer) && isSetForProject(env, name, nullDevice)))
  const demotes = (name: string) =>
    (isOther && isFromFiles(name)) ||
    (differs ? ADDRESSES.includes(name) : name === 'MLFLOW_TRACKING_URI' && (isFound || uri === defaultTrackingUri))
  const remaining = Object.entries(env).filter(([name]) => !setByOuter(name))
  const pick = (demoted: boolean) => Object.fromEntries(remaining.filter(([name]) => demotes(name) === demoted))
  const first = environmentSource({ ...pick(false), ...(differs ? {} : regionFromOuter(env, outer)) })
  return [...orderSources(first, files, override), environmentSource(pick(true))]
}

/**
 * Variables of the environment that an outer launcher set for its command, and nobody changed since: they say nothing about a
 * project that is run inside.
 *
 * @param defaultTrackingUri the tracking URI that a launcher sets if nobody names one
 */
export function findPassedOn(env: Environment, defaultTrackingUri: string): ReadonlySet<string> {
  const names = new Set(readOuterFiles(env)?.names)
  const uri = env.MLFLOW_TRACKING_URI
  const isMade = uri === env[FOUND_VARIABLE] || (Boolean(env[IDENTITY_VARIABLE]) && uri === defaultTrackingUri)
  return uri && isMade ? names.add('MLFLOW_TRACKING_URI') : names
}

/**
 * For the same account, the region that the outer launcher chose. The variable that named it is gone (`MLFLOW_AWS_*`
 * never reach a child), so without this a file's `MLFLOW_AWS_DEFAULT_REGION` would win inside although it lost outside.
 */
function regionFromOuter(env: Environment, outer: string): Environment {
  const region = env.AWS_DEFAULT_REGION
  if (!outer.startsWith('project:') || !region || region !== env.AWS_REGION || env[DEFAULT_REGION]) return {}
  return region === STANDARD_REGION.value ? {} : { [DEFAULT_REGION]: region }
}

/** An endpoint that a project names has both names. */
function isEndpoint(env: Environment, name: string): boolean {
  return name === 'MLFLOW_S3_ENDPOINT_URL' && env[name] === env.AWS_ENDPOINT_URL_S3
}

/** With project credentials, a launcher leaves no other setting of this kind than its own. */
function isSetForProject(env: Environment, name: string, nullDevice: string): boolean {
  if (NULLED_BY_LAUNCHER.includes(name)) return env[name] === nullDevice
  return name.startsWith('AWS_') && !LEFT_BY_LAUNCHER.includes(name)
}
