import type { ChosenFiles } from '../configure/choose-files.ts'
import type { Configuration } from '../configure/configuration.ts'
import type { ReadFile } from '../env-files/read.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import type { Script } from './find-scripts.ts'
import type { Git } from './git.ts'
import type { Probe } from './probe.ts'

/** One of the project's files. */
export interface ProjectFile {
  /** Absolute. */
  readonly path: string
  readonly display: string
  /** What was read; null if it was refused. */
  readonly read: ReadFile | null
  /** Why it was refused. */
  readonly refusal: Diagnostic | null
}

/** The run as it was resolved, or why it would be refused. */
export type ResolvedRun =
  | { readonly configuration: Configuration; readonly refusal: null }
  | {
      readonly configuration: null
      /** The first one: a run prints it and ends. */
      readonly refusal: Diagnostic
      /** All that would follow, one after the other, the first one included. */
      readonly refusals: readonly Diagnostic[]
    }

/** Where the project keeps its artifacts on S3. */
export interface StoreRoot extends Sourced {
  /** The variable that the command has it in, or the server. */
  readonly variable: string
  readonly bucket: string
  /** Without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string
}

/** What the project's files and the environment say, however much of it is wrong. */
export interface Project {
  /** Which files a run reads; null if the options contradict each other. */
  readonly chosen: ChosenFiles | null
  readonly files: readonly ProjectFile[]
  readonly run: ResolvedRun
  /** The project's directory. */
  readonly project: string
  /** The project's Python files, as far as they are looked at. */
  readonly scripts: readonly Script[]
  /** The command's environment; the launcher's own if the run would be refused. */
  readonly env: Environment
}

/** Everything that checks look at. It is made once. */
export interface DoctorContext extends Project {
  readonly hostContext: HostContext
  /** The launcher's own version. */
  readonly version: string
  /** Null if the project names none. */
  readonly root: StoreRoot | null
  readonly git: Git
  readonly probe: Probe
  /** Whether nothing beyond this machine may be asked. */
  readonly isOffline: boolean
}
