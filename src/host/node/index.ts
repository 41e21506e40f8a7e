import { basename, delimiter, dirname, join, relative, resolve, sep } from 'node:path'
import type { Host } from '../host.ts'
import { canExec } from './exec-preflight.ts'
import { execve } from './execve.ts'
import { keepsPermissions } from './file-systems.ts'
import * as files from './files.ts'
import { sharesForeground } from './foreground.ts'
import { losesDescriptors, noteDescriptors } from './inherited-fds.ts'
import { closeInspector } from './inspector.ts'
import { findInvalidArgument, findInvalidVariables } from './invalid-utf8.ts'
import { isListening } from './loopback.ts'
import { isHangUpIgnored } from './nohup.ts'
import { isOwnAddress } from './own-address.ts'
import { args, columns, cwd, env, home, isTerminal, nullDevice, parentPid, pid, platform, uid } from './self.ts'
import { exit, exitBySignal, offSignal, onSignal, signalNumber, sleep } from './signals.ts'
import { leakingVariable, spawn } from './spawn.ts'
import { decodeLatin1, decodeUtf8, encodeUtf8, isUtf8, utf8Length } from './text.ts'

/** The host on Node: the only place on the path of an ordinary run that imports `node:*`. */
export const nodeHost: Host = {
  args,
  columns,
  cwd,
  env,
  home,
  isTerminal,
  nullDevice,
  parentPid,
  pid,
  platform,
  uid,

  basename,
  dirname,
  joinPath: join,
  pathDelimiter: delimiter,
  pathSeparator: sep,
  relativePath: relative,
  resolvePath: resolve,

  ...files,
  keepsPermissions,

  decodeLatin1,
  decodeUtf8,
  encodeUtf8,
  findInvalidArgument,
  findInvalidVariables,
  isUtf8,
  utf8Length,

  canExec,
  closeInspector,
  execve,
  exit,
  exitBySignal,
  isHangUpIgnored,
  leakingVariable,
  losesDescriptors,
  noteDescriptors,
  offSignal,
  onSignal,
  sharesForeground,
  signalNumber,
  sleep,
  spawn,

  isListening,
  isOwnAddress,
  load: (part) => part(),
}
