import type { LogEntry } from '../gate/log-entry.ts'
import type { ArtifactSettings, ServerSettings } from '../mlflow/settings.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Termination } from './shutdown.ts'

/** The launcher's standard output or its standard error. */
export type Stream = 1 | 2

/** What happens to a server, for a reporter to show. */
export type ServerEvent =
  /** At the beginning of the start, and every second until `startup-finished`. `seconds` is a whole number. */
  | { readonly type: 'starting'; readonly version: string; readonly seconds: number }
  /** The server is ready, or will not be. */
  | { readonly type: 'startup-finished' }
  /** What MLflow has written, as it came: it may end within a line. Only of `server`: a private server's is not shown. */
  | { readonly type: 'output'; readonly stream: Stream; readonly bytes: Uint8Array }
  /** A request to the gate has ended. */
  | { readonly type: 'request'; readonly entry: LogEntry }
  /** What a check has found, or what happened to the database. */
  | { readonly type: 'warning'; readonly diagnostic: Diagnostic }
  | ReadyEvent
  /** A signal asked for the end, and MLflow is being terminated. */
  | {
      readonly type: 'stopping'
      readonly signal: NodeJS.Signals
      /** What the next Ctrl-C does; null after any other signal. */
      readonly diagnostic: Diagnostic | null
    }
  /** At the beginning of the end, and every second until `stop-finished`. `seconds` is a whole number. */
  | {
      readonly type: 'stop-progress'
      readonly seconds: number
      /** Whether a signal asked for the end: then Ctrl-C is pressed once more, otherwise for the first time. */
      readonly isRequested: boolean
    }
  /** Nothing of the server is left. */
  | { readonly type: 'stop-finished' }
  | StoppedEvent
  | KeptEvent
  /** The server is gone, or cannot work, while its command still runs. */
  | { readonly type: 'lost'; readonly diagnostic: Diagnostic; readonly lastLines: readonly string[] }
  /** The server exited or cannot work: the reason, and the last lines that MLflow has written. */
  | { readonly type: 'failed'; readonly diagnostic: Diagnostic; readonly lastLines: readonly string[] }

export interface ReadyEvent {
  readonly type: 'ready'
  /** A server for one command is described in the configuration block instead. */
  readonly purpose: 'server' | 'command'
  /** The address that people reach, without a slash at the end. */
  readonly url: string
  readonly version: string
  /** From the start until now. */
  readonly seconds: number
  readonly workers: number
  readonly artifacts: ArtifactSettings
}

/** It was asked to stop, and has: the last event. */
export interface StoppedEvent {
  readonly type: 'stopped'
  readonly signal: NodeJS.Signals
  readonly termination: Termination
  readonly seconds: number
}

/** A command's private server has ended with it: where what it has logged is now. */
export interface KeptEvent extends KeptRuns {
  readonly type: 'kept'
}

/** Where the runs of a private server stay, and how to see them. */
export interface KeptRuns {
  readonly settings: ServerSettings
  /** The file of a SQLite database, an absolute path; null for every other one. */
  readonly databaseFile: string | null
  /** A command line that shows them, as it is written in a shell. */
  readonly command: string
}

/** Something to write. */
export interface Output {
  readonly stream: Stream
  readonly content: string | Uint8Array
}

/** Turns events into what is written: values in, values out. One implementation for each format. */
export interface ServerReporter {
  /** @returns what to write for this event, in this order */
  report(event: ServerEvent): readonly Output[]
}
