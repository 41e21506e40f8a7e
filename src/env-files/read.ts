import { type EnvFile, parseWithoutChecks } from '../dotenv/env-file.ts'
import type { EnvFileText } from '../dotenv/env-file-text.ts'
import { displayPath } from '../host/display-path.ts'
import * as host from '../host/index.ts'
import { type Diagnostic, fail, isLauncherError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin } from '../model/origin.ts'
import { decode, type Undecoded } from './decode.ts'
import { envFilesDiagnostics } from './diagnostics.ts'
import { isDescriptor, openEnvFile } from './open.ts'
import { pipeReader } from './pipe.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'

/** Ten times what the largest files in use have; Python needs minutes for more. */
const MAX_BYTES = 8 * 1024 * 1024
/** For a file that can be anybody's. */
const MAX_UNNAMED_BYTES = 256 * 1024
const CHUNK_BYTES = 65_536

export interface ReadFile {
  readonly text: EnvFileText
  readonly warnings: readonly Diagnostic[]
  /** Why there is no text; null if there is. */
  readonly undecoded: Undecoded | null
}

/**
 * Reads a `.env` file once, after checking its owner. One that the search found may turn out to be no text: whether the run
 * can do without it is for the caller to decide.
 *
 * @param named who named the file outright; null if the search found it
 * @throws {LauncherError} the `env-file-…` codes of this folder
 */
export function readEnvFile(hostContext: HostContext, path: string, named: Origin | null): ReadFile {
  const shown = displayPath(hostContext.cwd, path)
  const read = readContent(hostContext, path, shown, { named, waits: true, limit: MAX_BYTES })
  const { undecoded = null, ...content } = read.content
  if (undecoded && named) fail(undecoded.error)
  const { mode } = read
  const isWritable = !named && (mode & 0o002) !== 0 && hostContext.platform !== 'win32' && host.keepsPermissions(path)
  return {
    text: { path, display: shown, ...content },
    undecoded,
    warnings: isWritable ? [envFilesDiagnostics.warning('env-file-writable', null, { display: shown })] : [],
  }
}

/**
 * What a file holds that is only looked at, for its names.
 *
 * @param checksOwner false for a file that Python reads without asking for its owner
 * @returns undefined if it cannot be read, or is larger than any file that a person wrote
 */
export function tryReadEnvFile(hostContext: HostContext, path: string, checksOwner: boolean): EnvFile | undefined {
  const shown = displayPath(hostContext.cwd, path)
  try {
    const named = checksOwner ? null : ({ kind: 'default' } as const)
    const { content } = readContent(hostContext, path, shown, { named, waits: false, limit: MAX_UNNAMED_BYTES })
    if (content.undecoded) return undefined
    return parseWithoutChecks({ path, display: shown, ...content })
  } catch (error) {
    if (isLauncherError(error)) return undefined
    throw error
  }
}

interface Manner {
  readonly named: Origin | null
  /** Whether a named pipe is read, and waited for. */
  readonly waits: boolean
  /** In bytes. */
  readonly limit: number
}

function readContent(hostContext: HostContext, path: string, shown: string, { named, waits, limit }: Manner) {
  const file = openEnvFile(hostContext, path, shown, named, waits)
  try {
    // `/dev/fd/63` was opened by somebody else, and an ordinary read waits for it.
    const isPipe = file.status.kind === 'fifo' && !isDescriptor(path)
    const read = isPipe ? pipeReader(file.descriptor, shown) : (bytes: Uint8Array) => host.read(file.descriptor, bytes)
    const bytes = readAll(refusing(read, shown), file.status.size, shown, limit)
    // For `--env-file <(command)`, nothing at all means that the command failed, not that the project has no settings.
    if (bytes.length === 0 && file.status.kind === 'fifo') {
      fail(envFilesDiagnostics.error('env-file-empty-pipe', null, { display: shown, timeout: null }))
    }
    return { content: decode(bytes, shown), mode: file.status.mode }
  } finally {
    host.close(file.descriptor)
  }
}

/** The same, with an error of the system as a refusal of the file. */
function refusing(read: (bytes: Uint8Array) => number, shown: string) {
  return (bytes: Uint8Array): number => {
    try {
      return read(bytes)
    } catch (error) {
      return refuseUnreadable(error, shown)
    }
  }
}

/** To the end, not to the size: a pipe has none. */
function readAll(read: (bytes: Uint8Array) => number, size: number, display: string, limit: number): Uint8Array {
  const check = (bytes: number) => {
    if (bytes > limit) fail(envFilesDiagnostics.error('env-file-too-large', null, { display, bytes, limit }))
  }
  check(size)
  const chunks: Uint8Array[] = []
  for (let total = 0; ; ) {
    const chunk = new Uint8Array(CHUNK_BYTES)
    const length = read(chunk)
    if (length === 0) return concatenate(chunks, total)
    chunks.push(chunk.subarray(0, length))
    total += length
    check(total)
  }
}

function concatenate(chunks: readonly Uint8Array[], total: number): Uint8Array {
  const [only] = chunks
  if (only && chunks.length === 1) return only
  const all = new Uint8Array(total)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
