/** The values that a host takes and gives. */
import type { Environment } from '../model/source.ts'

/** A signal by its name, as `SIGTERM`. Its number is the host's affair: it differs between systems. */
export type Signal = NodeJS.Signals

export type FileKind = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'device'

/** What stat(2) tells of a file. */
export interface FileStatus {
  readonly kind: FileKind
  /** The permission bits, as 0o644. */
  readonly mode: number
  /** Of its owner. */
  readonly uid: number
  /** In bytes. */
  readonly size: number
}

export type FileAccess = 'exists' | 'read' | 'write' | 'execute'

/** `nonblocking`: a FIFO without a writer opens at once. `nofollow`: a symbolic link is an error (ELOOP). */
export type OpenFlag = 'nonblocking' | 'nofollow'

/** How a process ended: with a status, or by a signal. */
export type ExitResult =
  | { readonly exitCode: number; readonly signal: null }
  | { readonly exitCode: null; readonly signal: Signal }

/** A command to start as a child. It has the launcher's streams and working directory. */
export interface SpawnRequest {
  readonly command: string
  readonly args: readonly string[]
  /** The child's whole environment; a name without a slash is looked up on its PATH. */
  readonly env: Environment
  /** Whether the start is expected to succeed. If not, the host tries the command and nothing else. */
  readonly isCertain: boolean
}

export interface ChildProcess {
  readonly pid: number
  /** Never rejects. */
  readonly exited: Promise<ExitResult>
  /** Sends a signal. A child that has ended or became another user's is left alone. */
  kill(signal: Signal): void
}

/** A program that answers something, and is read while it runs. */
export interface HelperRequest {
  readonly command: string
  readonly args: readonly string[]
  /** The whole environment; a name without a slash is looked up on its PATH. */
  readonly env: Environment
  readonly cwd: string
  /** Whether its input is a pipe that closes when the launcher ends, however it ends; nothing otherwise. */
  readonly keepsInput?: boolean
  /** What it reads first from an input that is kept. It must fit into a pipe: it is written at once. */
  readonly input?: Uint8Array
  /** Whether it has a session of its own, so that a Ctrl-C of the terminal does not reach it. */
  readonly hasOwnSession?: boolean
  /** Called with each line of its output, as it comes; `stdout` stays empty then. */
  readonly onLine?: (line: string) => void
  /** More output than that ends it. */
  readonly maxBytes?: number
  /** It gets SIGTERM then, in milliseconds. */
  readonly timeoutMs?: number
  /** How long it may take to end after SIGTERM, in milliseconds. */
  readonly killDelayMs: number
  /** What may still come after its end, in milliseconds: a daemon may hold its pipes open for good. Null for no limit. */
  readonly drainMs: number | null
  /** Ends it. */
  readonly cancelSignal?: AbortSignal
}

/** How a helper ended. */
export interface HelperResult {
  /** Null if it did not start, or was ended by a signal. */
  readonly exitCode: number | null
  readonly signal: string | null
  readonly isTimedOut: boolean
  /** The system's error if it did not start, as `ENOENT`. */
  readonly startError: string | null
  /** As UTF-8, without the last line end. */
  readonly stdout: string
  readonly stderr: string
}

/** What listens to standard input. A read that fails is its end. */
export interface InputListener {
  onBytes(bytes: Uint8Array): void
  onEnd(): void
}

/** Standard input, while somebody listens. */
export interface Input {
  /** Every key at once, none shown and without a meaning of its own, Ctrl-C neither. */
  hideKeys(): void
  showKeys(): void
  close(): void
}

/** What runs the launcher: Node, or an executable of its own. */
export type Runtime =
  | { readonly kind: 'node'; readonly version: string; readonly path: string }
  /** `node`: the one that it hands over to what only Node runs; null if there is none. */
  | { readonly kind: 'native'; readonly path: string; readonly node: NodeProgram | null }

export interface NodeProgram {
  /** As `20.19.0`. */
  readonly version: string
  readonly path: string
}
