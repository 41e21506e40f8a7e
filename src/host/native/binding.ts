import type { FileStatus, Host, Signal } from '../host.ts'

/** What is just as the rest of the launcher calls it. */
type AsHost =
  | 'cwd'
  | 'isTerminal'
  | 'fstat'
  | 'access'
  | 'open'
  | 'close'
  | 'read'
  | 'write'
  | 'readText'
  | 'readDirectory'
  | 'readLink'
  | 'realPath'
  | 'isNullDevice'
  | 'decodeUtf8'
  | 'isUtf8'
  | 'decodeLatin1'
  | 'encodeUtf8'
  | 'utf8Length'
  | 'signalNumber'
  | 'sleep'
  | 'exitBySignal'

/** What the executable gives the engine: native/src has a file for each group. All fail as `Host` says. */
export interface NativeHost extends Pick<Host, AsHost> {
  // process.rs
  readonly platform: 'linux' | 'darwin'
  readonly pid: number
  readonly parentPid: number
  readonly uid: number
  args(): string[]
  /** Every variable with a NUL behind it. */
  environBlock(): string
  passwdHome(): string | undefined
  /** 0 without a terminal. */
  terminalColumns(descriptor: number): number
  /** -1 if there is no such process. */
  group(pid: number): number
  /** -1 without a terminal. */
  foregroundGroup(): number
  execve(path: string, argv: readonly string[], env: readonly string[]): never
  /** As `execve`, with the environment byte for byte as this process was given it. */
  become(path: string, argv: readonly string[]): never
  exit(status: number): never
  kill(pid: number, signal: Signal): void

  // files.rs
  stat(path: string): FileStatus | undefined
  lstat(path: string): FileStatus | undefined
  readHead(path: string, maxBytes: number): Uint8Array
  /** What statfs(2) calls it; undefined on a system with other numbers. */
  fileSystemType(path: string): number | undefined

  // events.rs
  /** Whether `waitForSignal` gives it from now on, instead of what it does by default. */
  catchSignal(signal: Signal, isCaught: boolean): void
  isIgnored(signal: Signal): boolean
  /** @param milliseconds none waits for ever. @returns a caught signal, SIGCHLD, or undefined if none came in time */
  waitForSignal(milliseconds?: number): Signal | undefined

  // spawn.rs
  spawn(command: string, args: readonly string[], env: readonly string[]): number
  /** @returns undefined while the child runs */
  reap(pid: number): [exitCode: number, signal: null] | [exitCode: null, signal: Signal] | undefined

  // system.rs
  accepts(address: string, port: number, milliseconds: number): boolean
  hostName(): string
  interfaceAddresses(): string[]
  executable(): string | undefined

  // host.rs
  tools(): NativeTools

  // engine.rs
  /** Runs a part of the launcher. @returns what it exports */
  part(name: string): unknown
  /** In the place of a part that only Node runs. */
  handOver: () => Promise<never>
  /** Called when nothing is left to do. @returns false if nothing is left to wait for either */
  idle: () => boolean
}

/** What few runs need: made when it is first asked for. */
export interface NativeTools {
  // refill.rs
  /** Puts a pipe with this content in the place of a descriptor. */
  refill(descriptor: number, content: readonly Uint8Array[]): void
  /** Leaves a process behind that writes into a named pipe as soon as somebody reads it, and gives up after a while. */
  writeAgain(path: string, content: readonly Uint8Array[]): void

  // changes.rs
  create(path: string, mode: number): number
  openToAppend(path: string): number
  setMode(descriptor: number, mode: number): void
  sync(descriptor: number): void
  rename(from: string, to: string): void
  remove(path: string): void
  makePrivateFolder(prefix: string): string
  modified(path: string): number

  // helpers.rs
  /** @returns the child's id, what goes into it (-1 for nothing), and its two outputs */
  startHelper(
    command: string,
    args: readonly string[],
    env: readonly string[],
    options: { readonly cwd: string; readonly keepsInput: boolean; readonly hasOwnSession: boolean },
  ): [pid: number, input: number, output: number, error: number]
  /** Waits until a descriptor can be read, a signal is pending or the time is over. @returns those that can be read */
  poll(readers: readonly number[], milliseconds?: number): number[]

  // terminal.rs
  hideKeys(descriptor: number): void
  showKeys(): void
}

declare global {
  /** There before the first part is run. */
  const nativeHost: NativeHost
}

export const native: NativeHost = nativeHost
