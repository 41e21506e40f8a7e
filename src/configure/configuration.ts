import type { Profiles } from '../aws-config/profiles.ts'
import { makeChange } from '../child-env/build.ts'
import { childValue, type EnvironmentChange, type Setting } from '../child-env/change.ts'
import { DISABLED, findComeback } from '../child-env/dotenv-reload.ts'
import type { Identity } from '../credentials/credentials.ts'
import { mark } from '../credentials/index.ts'
import { MARKER } from '../credentials/nested.ts'
import { type Region, resolveRegion } from '../credentials/region.ts'
import { checkRegion, checkUri } from '../credentials/validate.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import { nameOf, type Sourced } from '../model/origin.ts'
import { type Environment, find, type Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import type { Options } from '../options/resolve.ts'

/** Everything that was resolved, each value with where it came from, and what becomes of the child's environment. */
export interface Configuration {
  readonly identity: Identity
  readonly region: Region
  readonly endpoint: Sourced | null
  readonly trackingUri: Sourced
  readonly artifactRoot: Sourced | null
  readonly options: Options
  readonly files: readonly EnvFile[]
  /** Where the values came from, the highest first; for settings that only some commands have. */
  readonly sources: readonly Source[]
  /** The folder of the nearest file, else the git root, else the working directory. */
  readonly project: string
  readonly change: EnvironmentChange
  readonly warnings: readonly Warning[]
}

export interface ConfigurationQuestion {
  readonly parent: Environment
  /** The highest first; the real environment is one of them. */
  readonly sources: readonly Source[]
  readonly identity: Identity
  readonly options: Options
  readonly profiles: Profiles
  readonly files: readonly EnvFile[]
  /** Files that Python would find by itself, besides those read. */
  readonly others: readonly EnvFile[]
  readonly project: string
  readonly nullDevice: string
  /** Warnings from the steps before. */
  readonly warnings: readonly Warning[]
}

export const DEFAULT_TRACKING_URI: Sourced = { value: 'http://localhost:5000', origin: { kind: 'default' } }

/** @throws {Refusal} */
export function resolveConfiguration(question: ConfigurationQuestion): Configuration {
  const { sources, identity, options, profiles } = question
  const region = resolveRegion(sources, identity, profiles)
  const trackingUri = find(sources, 'MLFLOW_TRACKING_URI') ?? DEFAULT_TRACKING_URI
  const artifactRoot = find(sources, 'MLFLOW_ARTIFACT_ROOT') ?? null
  const endpoint = find(sources, 'MLFLOW_S3_ENDPOINT_URL') ?? null
  for (const uri of [trackingUri, artifactRoot, endpoint]) if (uri) checkUri(uri)
  if (region.exported && isProjects(region.exported, identity)) checkRegion(region.exported)
  const facts = {
    identity,
    region: region.exported?.value ?? null,
    endpoint: endpoint?.value ?? null,
    profiles,
    keepAwsConfig: options.keepAwsConfig !== null,
    nullDevice: question.nullDevice,
  }
  const resolved = new Map<string, Setting | null>([
    ['MLFLOW_TRACKING_URI', { ...trackingUri, why: 'the tracking server' }],
    ['MLFLOW_ARTIFACT_ROOT', artifactRoot && { ...artifactRoot, why: 'the artifact root' }],
    [MARKER, { value: mark(identity), origin: null, why: 'tells a launcher inside what was chosen; holds no secret' }],
  ])
  const keepAws = options.keepAws !== null
  if (keepAws) resolved.delete(MARKER)
  const change = makeChange({ parent: question.parent, sources, facts, keepAws, resolved })
  const child = (name: string) => childValue(question.parent, change, name)
  const comeback = findComeback(question.files, question.others, child, facts)
  const warnings = [...question.warnings, ...javaOptions(child, identity)]
  if (keepAws && isDirect(artifactRoot)) warnings.push({ code: 'keep-aws-direct', origin: artifactRoot.origin })
  if (comeback && !isTruthy(child(DISABLED))) warnings.push(comeback)
  return {
    ...{ identity, region, endpoint, trackingUri, artifactRoot, options },
    files: question.files,
    sources,
    project: question.project,
    change: comeback?.disabled ? withDotenvDisabled(change) : change,
    warnings,
  }
}

function withDotenvDisabled(change: EnvironmentChange): EnvironmentChange {
  const why = "a script's own load_dotenv() would put back what was taken out (python-dotenv 1.2 and newer)"
  return { ...change, set: new Map([...change.set, [DISABLED, { value: '1', origin: null, why }]]) }
}

/** What python-dotenv takes for yes. */
function isTruthy(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|true|t|yes|y)$/i.test(value)
}

/** Whether a region is the project's word; the shell's own is handed on as it is. */
function isProjects({ origin }: Sourced, { mode }: Identity): boolean {
  if (mode === 'project' || mode === 'profile') return true
  return nameOf(origin) === 'MLFLOW_AWS_DEFAULT_REGION'
}

function isDirect(root: Sourced | null): root is Sourced {
  return root !== null && /^s3:/i.test(root.value)
}

/** The JVM takes system properties before the environment; nobody's options are rewritten, but it is said. */
function javaOptions(child: (name: string) => string | undefined, identity: Identity): Warning[] {
  if (identity.mode !== 'project' && identity.mode !== 'profile') return []
  const names = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'SPARK_SUBMIT_OPTS'] as const
  return names.flatMap((name) => (/-Daws\./.test(child(name) ?? '') ? [{ code: 'java-options', name } as const] : []))
}
