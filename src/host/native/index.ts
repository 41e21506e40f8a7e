/** The host inside the native executable: QuickJS, with the functions of native/src. */
import type { Runtime } from '../host.ts'
import { native } from './binding.ts'
import { findOwnNode, handOver } from './hand-over.ts'

export { shippedFolders } from './bundle.ts'
export * from './changes.ts'
export { env, home } from './environment.ts'
export * from './files.ts'
export { runHelper } from './helper.ts'
export { openInput } from './input.ts'
export { isListening, isOwnAddress } from './network.ts'
export { basename, dirname, joinPath, pathDelimiter, pathSeparator, relativePath, resolvePath } from './paths.ts'
export {
  args,
  columns,
  cwd,
  isNullDevice,
  isTerminal,
  nullDevice,
  parentPid,
  pid,
  platform,
  uid,
  version,
} from './self.ts'
export { exit, exitBySignal, isHangUpIgnored, offSignal, onSignal, signalNumber, sleep } from './signals.ts'
export {
  canExec,
  closeInspector,
  execve,
  findInvalidArgument,
  findInvalidVariables,
  leakingVariable,
  losesDescriptors,
  noteDescriptors,
  sharesForeground,
  spawn,
} from './spawn.ts'
export { decodeLatin1, decodeUtf8, encodeUtf8, isUtf8, utf8Length } from './text.ts'
export { uninterrupted } from './uninterrupted.ts'

/** Every part is in the executable, but for those that are handed over to Node: the build puts that in their place. */
export async function load<Part>(part: () => Promise<Part>): Promise<Part> {
  return part()
}

export async function runtime(): Promise<Runtime> {
  return { kind: 'native', path: native.executable() ?? '', node: await findOwnNode() }
}

/** Not before the engine is done with the first part: until then it cannot load another one. */
export function start(main: () => void): void {
  Promise.resolve().then(main)
}

native.handOver = handOver
