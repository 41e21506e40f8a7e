import type { Origin, Sourced } from '../model/origin.ts'
import type { Secret } from '../model/secret.ts'
import type { Source } from '../model/source.ts'

/**
 * Whose AWS account a command gets: what a provider returns. Everything else asks this value and never the provider, so
 * that a new provider changes no other file.
 */
export interface Credentials<Mode extends string = string> {
  /** As `config --json` names it. */
  readonly mode: Mode
  /** As the configuration block words it. */
  readonly description: string
  /**
   * The column of the rule table (`child-env/table.ts`) that decides about the shell's variables: `project` for keys
   * (nothing of `~/.aws` is read), `profile` for a profile of `~/.aws`, `global` to leave the shell's as they are.
   */
  readonly column: 'project' | 'profile' | 'global'
  /** The variables that the command gets because of these credentials. They replace what the table says of the name. */
  readonly variables: ReadonlyMap<string, Sourced<Secret>>
  /** Where the credentials came from, by the name of the variable that the command gets. */
  readonly origins: ReadonlyMap<string, Origin>
  /** Variables of the shell that belong to one set and come from one source only; null if there is no such set. */
  readonly shellSet: ShellSet | null
  /** The value of `WITH_MLFLOW_ENV` in the child. It contains no secret. */
  readonly tag: string
  /** True if an outer launcher passed them on. */
  readonly nested: boolean
  readonly accessKeyIdSuffix: string | null
  readonly hasSessionToken: boolean
  /** The profile that the project or the shell names instead of keys. */
  readonly profile: Sourced | null
  /** The profile that botocore reads its settings from; null if the command reads nothing of `~/.aws`. */
  readonly activeProfile: string | null
  /** False if boto3's own chain decides which account it is. */
  readonly isKnown: boolean
  readonly region: RegionPolicy
  /** True if the launcher has to stay next to the command, to refresh them: then it cannot become the command. */
  readonly needsSupervisor: boolean
}

/** Variables that belong together: one source has all of them, whatever other sources say. */
export interface ShellSet {
  readonly names: readonly string[]
  readonly source: Source
  /** Why another source's value does not count. */
  readonly reason: string
}

export interface RegionPolicy {
  /** The variables that may name the region, the highest first. */
  readonly variables: readonly string[]
  /** The region if neither a variable nor the active profile names one; null: none is set. */
  readonly fallback: Sourced | null
  /** What the configuration block says if no region is known. */
  readonly ifUnknown: string
}

/** Whether the project decides the account: nothing of the shell's may change account, host or signature then. */
export function isProjectOwned({ column }: Credentials): boolean {
  return column !== 'global'
}

/** The last four characters of an access key id: enough to tell two accounts apart. */
export function suffixOf(accessKeyId: string): string {
  return accessKeyId.slice(-4)
}
