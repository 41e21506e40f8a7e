import type { Diagnostic } from '../model/diagnostic.ts'
import type { Source } from '../model/source.ts'
import type { Credentials } from './credentials.ts'

export interface ProviderInput {
  /** The highest first; the real environment is one of them. */
  readonly sources: readonly Source[]
  /** `--keep-aws`: the shell's variables stay as they are, and nothing of a file joins them. */
  readonly keepAws: boolean
}

/** What a provider found. */
export interface Provided<Mode extends string = string> {
  readonly credentials: Credentials<Mode>
  readonly warnings: readonly Diagnostic[]
}

/** A variable by which a project names credentials. */
export interface InputVariable {
  readonly name: string
  /**
   * What an empty one means if the shell's credentials would be used instead: an unfilled template (`error`), a doubtful
   * case (`warning`), or nothing at all.
   */
  readonly ifEmpty: 'error' | 'warning' | 'nothing'
}

/**
 * One way to get credentials. Absent: the next provider is asked. Present but broken: an error, and no other is asked,
 * because its credentials would belong to another account.
 *
 * A provider decides and does nothing else: `find()` does not use the network, files or processes. A provider of
 * credentials that are refreshed returns variables that say where the command gets them (as
 * `AWS_CONTAINER_CREDENTIALS_FULL_URI`, an endpoint on this machine) and sets `needsSupervisor`. The launcher then stays
 * next to the command and serves that endpoint.
 */
export interface CredentialsProvider<Mode extends string = string> {
  readonly inputs: readonly InputVariable[]
  /** True if these are the shell's credentials, which the project did not ask for. */
  readonly isFallBack: boolean
  /**
   * @returns null if absent
   * @throws {LauncherError} if present but broken
   */
  find(input: ProviderInput): Provided<Mode> | null
}
