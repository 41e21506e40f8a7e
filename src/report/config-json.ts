import type { Configuration } from '../configure/configuration.ts'
import type { CredentialsMode } from '../credentials/index.ts'
import { formatProfile, formatRegion } from '../model/format.ts'
import { nameOf, type Origin } from '../model/origin.ts'
import { describeValue } from '../model/shown.ts'
import { describeCredentials } from './config-summary.ts'
import type { PrivateServerChange } from './private-server.ts'
import { storageType } from './storage.ts'

/** Where a value came from. */
export interface ConfigOrigin {
  readonly kind: 'option' | 'environment' | 'file' | 'profile' | 'server' | 'default'
  /** The option's, variable's or profile's name. */
  readonly name?: string
  /** The file's absolute path, and the line, counted from 1. */
  readonly path?: string
  readonly line?: number
}

export interface ConfigValue {
  readonly value: string
  readonly from: ConfigOrigin
}

/** What `config --json` prints and `getMlflowConfig()` returns. It holds no secret; URIs have no user info, and what is no URI is described. */
export interface MlflowConfig {
  /** Of this object's shape. Fields may be added without a change; none is removed or changed in meaning. */
  readonly version: 1
  /** The project's directory, an absolute path. */
  readonly project: string
  /** The `.env` files that were read, absolute, the one that wins first. */
  readonly files: readonly string[]
  readonly trackingUri: ConfigValue
  readonly artifactRoot: ConfigValue | null
  readonly storageType: string
  readonly credentials: {
    /** `keep-aws` if `--keep-aws` leaves the shell's as they are. */
    readonly mode: CredentialsMode | 'keep-aws'
    readonly description: string
    /** True if an outer launcher passed them on. */
    readonly nested: boolean
    /** The last four characters of the access key id. */
    readonly accessKeyIdSuffix: string | null
    readonly profile: string | null
    readonly hasSessionToken: boolean
    /** Where the parts came from, by the name of the variable that the child gets. */
    readonly from: Readonly<Record<string, ConfigOrigin>>
  }
  /** `exported`: both region variables are set to it; otherwise a profile's own region is in force. */
  readonly region: (ConfigValue & { readonly exported: boolean }) | null
  readonly endpoint: ConfigValue | null
  readonly options: Readonly<Record<string, ConfigOrigin | null>>
  /** How the child's environment differs from the parent's. Names and reasons, no values. */
  readonly environment: {
    readonly set: readonly { readonly name: string; readonly reason: string; readonly from: ConfigOrigin | null }[]
    readonly unset: readonly { readonly name: string; readonly reason: string }[]
    /** Variables of the files that the child does not get. */
    readonly withheld: readonly { readonly name: string; readonly reason: string; readonly from: ConfigOrigin }[]
  }
  /** What `--with-server` leaves out and adds besides; null without it. */
  readonly privateServer: PrivateServerChange | null
  readonly warnings: readonly { readonly code: string; readonly message: string }[]
}

/** The versioned object behind `config --json`. */
export function configJson(
  configuration: Configuration,
  privateServer: PrivateServerChange | null = null,
): MlflowConfig {
  const { credentials, region, endpoint, trackingUri, artifactRoot, options, change, files } = configuration
  const possiblySecret = new Set(files.flatMap((file) => [...file.possiblySecretNames]))
  const keepAws = options.keepAws !== null
  const inForce = region.exported ?? region.own
  return {
    version: 1,
    project: configuration.project,
    files: files.map(({ path }) => path),
    trackingUri: uriValue(trackingUri),
    artifactRoot: artifactRoot && uriValue(artifactRoot),
    storageType: storageType(configuration),
    credentials: {
      mode: keepAws ? 'keep-aws' : credentials.mode,
      description: describeCredentials(configuration),
      nested: credentials.nested,
      accessKeyIdSuffix: keepAws ? null : credentials.accessKeyIdSuffix,
      profile: credentials.profile && formatProfile(credentials.profile.value),
      hasSessionToken: credentials.hasSessionToken,
      from: Object.fromEntries(Array.from(credentials.origins, ([name, origin]) => [name, toOrigin(origin)])),
    },
    region: inForce && !keepAws ? { ...regionValue(inForce), exported: region.exported !== null } : null,
    endpoint: endpoint && uriValue(endpoint),
    // All of them: an option that is added cannot be forgotten here.
    options: Object.fromEntries(
      Object.entries({
        ...options,
        launch: options.launch.origin,
        keep: options.keep[0]?.origin ?? null,
      }).map(([name, by]) => [name, by && toOrigin(by)]),
    ),
    environment: {
      set: Array.from(change.set, ([name, { reason, origin }]) => ({ name, reason, from: origin && toOrigin(origin) }))
        .filter(({ name }) => !possiblySecret.has(name))
        .sort(byName),
      unset: Array.from(change.unset, ([name, reason]) => ({ name, reason })).sort(byName),
      withheld: change.withheld.map(({ origin, reason }) => ({ name: nameOf(origin), reason, from: toOrigin(origin) })),
    },
    privateServer,
    warnings: configuration.warnings.map((warning) => ({ code: warning.code, message: warning.message })),
  }
}

function toOrigin(origin: Origin): ConfigOrigin {
  if (!('name' in origin)) return { kind: origin.kind }
  if (origin.kind !== 'file') return { kind: origin.kind, name: origin.name }
  return { kind: origin.kind, name: origin.name, path: origin.path, line: origin.line }
}

function regionValue({ value, origin }: { value: string; origin: Origin }): ConfigValue {
  return { value: formatRegion(value), from: toOrigin(origin) }
}

function uriValue({ value, origin }: { value: string; origin: Origin }): ConfigValue {
  return { value: describeValue(value), from: toOrigin(origin) }
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}
