import type { Environment } from '../model/source.ts'
import type {
  ChildProcess,
  FileAccess,
  FileStatus,
  HelperRequest,
  HelperResult,
  Input,
  InputListener,
  OpenFlag,
  Runtime,
  Signal,
  SpawnRequest,
} from './types.ts'

export type * from './types.ts'

/**
 * Everything that an ordinary run asks of the system. There is one implementation for Node, and one for the native
 * executable, which embeds a smaller engine: no other folder on the path of an ordinary run imports `node:*`.
 *
 * Functions that fail throw an error with the system's `code` ('ENOENT'), unless they say otherwise. Flags, errors and
 * signals have names, never numbers: the numbers differ between systems.
 */
export interface Host {
  // The process
  readonly platform: NodeJS.Platform
  readonly pid: number
  readonly parentPid: number
  /** The words after the launcher's own name. */
  readonly args: readonly string[]
  /** The effective user id; null if the system has none. */
  readonly uid: number | null
  /** The environment that the process was started with. */
  env(): Environment
  /** The working directory, an absolute path. @throws if it does not exist any more */
  cwd(): string
  /** The user's home directory: HOME, or what the system says; null if neither names one. */
  home(): string | null
  /**
   * The launcher's version.
   *
   * @param folder in which the launcher's code is: its package is one above
   * @throws {LauncherError} incomplete-installation
   */
  version(folder: string): string
  /** The path of the null device. */
  readonly nullDevice: string
  /** The width of the terminal on stdout or, if a pager reads that, on stderr; else what COLUMNS says; else null. */
  columns(): number | null
  isTerminal(descriptor: number): boolean
  /** Whether all that is written there is lost. Node opens the null device for a standard stream that is closed. */
  isNullDevice(descriptor: number): boolean

  // Paths, as in node:path
  readonly pathDelimiter: string
  readonly pathSeparator: string
  joinPath(...parts: string[]): string
  resolvePath(...parts: string[]): string
  relativePath(from: string, to: string): string
  dirname(path: string): string
  basename(path: string): string

  // Files
  /** Whether files have permissions of their own there: not on FAT, and not on a drive of Windows seen from Linux. */
  keepsPermissions(path: string): boolean
  /** Follows links. Null if there is nothing (ENOENT, ENOTDIR). */
  stat(path: string): FileStatus | null
  /** Does not follow a link. Null if there is nothing (ENOENT, ENOTDIR). */
  lstat(path: string): FileStatus | null
  fstat(descriptor: number): FileStatus
  /** Whether this user may do that. @throws with the reason if not */
  access(path: string, access: FileAccess): void
  /** Opens for reading. A flag that the system does not have is left out. */
  open(path: string, ...flags: readonly OpenFlag[]): number
  close(descriptor: number): void
  /**
   * Fills as much of `bytes` as there is at once.
   *
   * @returns the number of bytes; 0 at the end
   * @throws EAGAIN if the descriptor was opened `nonblocking` and a writer has not written anything yet
   */
  read(descriptor: number, bytes: Uint8Array): number
  /** @returns the number of bytes written, which may be fewer than given. @throws EAGAIN if a reader is slow */
  write(descriptor: number, bytes: Uint8Array): number
  /** As UTF-8; bytes that are not become U+FFFD. */
  readText(path: string): string
  /** The first bytes of a file, at most so many; null if it cannot be read. */
  readHead(path: string, maxBytes: number): Uint8Array | null
  /** The names in a directory, in no order. */
  readDirectory(path: string): string[]
  readLink(path: string): string
  /** As realpath(3). */
  realPath(path: string): string

  // Changes of files, which few commands make
  /** Creates a file, to write into. @throws EEXIST if there is anything */
  createFile(path: string, mode: number): number
  /** Creates a file that everybody may read if there is none. */
  openToAppend(path: string): number
  setMode(descriptor: number, mode: number): void
  /** Waits until the disk has what was written. */
  sync(descriptor: number): void
  rename(from: string, to: string): void
  /** Removes a file, or an empty directory. */
  remove(path: string): void
  /** Makes a directory that only its owner can enter. @returns `prefix` and a few characters */
  makePrivateFolder(prefix: string): string
  /** When a file was changed, in milliseconds since 1970. Does not follow a link. */
  modified(path: string): number

  // Text
  /** Bytes that are not UTF-8 become U+FFFD; a byte order mark stays. */
  decodeUtf8(bytes: Uint8Array): string
  isUtf8(bytes: Uint8Array): boolean
  /** One character a byte. */
  decodeLatin1(bytes: Uint8Array): string
  encodeUtf8(text: string): Uint8Array
  /** The number of bytes that a text has as UTF-8. */
  utf8Length(text: string): number
  /**
   * The position of the first argument whose bytes the host cannot pass on because they are not UTF-8, counted from 1;
   * null if there is none.
   *
   * @param args the last words of the command line
   */
  findInvalidArgument(args: readonly string[]): number | null
  /** The variables whose value the host cannot pass on because it is not UTF-8. */
  findInvalidVariables(env: Environment): string[]

  // Processes and signals
  /** Replaces this process by a program; null if the host or the system has no such call. */
  readonly execve: ((path: string, argv: readonly string[], env: Environment) => never) | null
  /**
   * Whether the system is certain to start a file that this user may execute. Asked before `execve`, because some hosts
   * do not survive its failure.
   */
  canExec(path: string): boolean
  /** Whether `execve` would close a descriptor that this process was started with. */
  losesDescriptors(): boolean
  /**
   * Notes which descriptors this process was started with, for the next `spawn`: call it before anything is opened that
   * stays open.
   */
  noteDescriptors(): void
  /** Starts a child, to which the system sends SIGTERM if the launcher is killed, as far as it can. Rejects with `code`. */
  spawn(request: SpawnRequest): Promise<ChildProcess>
  /** Closes a debugger's port, if a signal has opened one. `spawn` does it by itself. */
  closeInspector(): void
  /**
   * Whether the terminal's own signals (^C, ^\\, a new window size) reach a process without the launcher: both are in one
   * process group, and it is the terminal's foreground.
   */
  sharesForeground(pid: number): Promise<boolean>
  /** A variable that would make the host print a child's environment; null if none is set. */
  leakingVariable(env: Environment): string | null
  onSignal(signal: Signal, handler: (signal: Signal) => void): void
  offSignal(signal: Signal, handler: (signal: Signal) => void): void
  /** 128 + this is the exit status after a death by the signal; 0 if the system does not know it. */
  signalNumber(signal: Signal): number
  /** Whether this process was started with SIGHUP ignored, as by `nohup`. */
  isHangUpIgnored(): boolean
  exit(status: number): void
  /** Ends this process by a signal, or with a status if the signal does not end it. */
  exitBySignal(signal: Signal, status: number): void
  /** Waits without doing anything else. */
  sleep(milliseconds: number): void

  /** Does something whole: a signal that ends the launcher counts right after it. */
  uninterrupted(act: () => void): Promise<void>
  /** Listens to standard input. */
  openInput(listener: InputListener): Input

  // Network and code
  /** Runs a program, and reads what it says. It never rejects because of the program. */
  runHelper(request: HelperRequest): Promise<HelperResult>
  /** What runs the launcher. */
  runtime(): Promise<Runtime>
  /**
   * The folders in which files that other programs read may be, at their paths below src/ and dist/.
   *
   * @param folder in which the launcher's code is
   * @throws {LauncherError} incomplete-installation, other-bundle
   */
  shippedFolders(folder: string): readonly string[]
  /** Runs the launcher, when all of its code that a run begins with is there. */
  start(main: () => void): void
  /**
   * Whether anything listens on a port of this machine, also if it is too busy to answer. Never rejects.
   *
   * @param address of loopback, as `127.0.0.1` or `::1`; null for either of these two
   */
  isListening(port: number, address: string | null): Promise<boolean>
  /** Whether an address, or a host's name, is this machine's own. Loopback addresses may be left out. */
  isOwnAddress(host: string): boolean
  /**
   * Loads a part of the launcher that few runs need. Node imports it; another host may hand the whole run over to Node.
   *
   * @param part an `import()` that the bundler can see
   */
  load<Part>(part: () => Promise<Part>): Promise<Part>
}
