/** The host on Node: the only place on the path of an ordinary run that imports `node:*`. */
export {
  basename,
  delimiter as pathDelimiter,
  dirname,
  join as joinPath,
  relative as relativePath,
  resolve as resolvePath,
  sep as pathSeparator,
} from 'node:path'
export {
  createFile,
  makePrivateFolder,
  modified,
  openToAppend,
  remove,
  rename,
  setMode,
  sync,
} from './changes.ts'
export { canExec } from './exec-preflight.ts'
export { execve } from './execve.ts'
export { keepsPermissions } from './file-systems.ts'
export * from './files.ts'
export { sharesForeground } from './foreground.ts'
export { runHelper } from './helper.ts'
export { losesDescriptors, noteDescriptors } from './inherited-fds.ts'
export { openInput } from './input.ts'
export { closeInspector } from './inspector.ts'
export { findInvalidArgument, findInvalidVariables } from './invalid-utf8.ts'
export { isListening } from './loopback.ts'
export { isHangUpIgnored } from './nohup.ts'
export { isOwnAddress } from './own-address.ts'
export {
  args,
  columns,
  cwd,
  env,
  home,
  isNullDevice,
  isTerminal,
  nullDevice,
  parentPid,
  pid,
  platform,
  runtime,
  uid,
} from './self.ts'
export { exit, exitBySignal, offSignal, onSignal, signalNumber, sleep } from './signals.ts'
export { leakingVariable, spawn } from './spawn.ts'
export { decodeLatin1, decodeUtf8, encodeUtf8, isUtf8, utf8Length } from './text.ts'
export { uninterrupted } from './uninterrupted.ts'
export { shippedFolders, version } from './version.ts'

/** Loads a part that is a bundle of its own. */
export function load<Part>(part: () => Promise<Part>): Promise<Part> {
  return part()
}

/** At once: an ordinary run then needs no turn of the event loop. */
export function start(main: () => void): void {
  main()
}
