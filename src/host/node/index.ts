import type { Host } from '../host.ts'
import { canExec } from './exec-preflight.ts'
import { execve } from './execve.ts'
import * as files from './files.ts'
import { sharesForeground } from './foreground.ts'
import { losesDescriptors, noteDescriptors } from './inherited-fds.ts'
import { findInvalidArgument, findInvalidVariables } from './invalid-utf8.ts'
import { isListening } from './loopback.ts'
import { isHangUpIgnored } from './nohup.ts'
import * as paths from './paths.ts'
import * as self from './self.ts'
import * as signals from './signals.ts'
import { leakingVariable, spawn } from './spawn.ts'
import * as text from './text.ts'

/** The host on Node: the only place on the path of an ordinary run that imports `node:*`. */
export const nodeHost: Host = {
  ...self,
  ...paths,
  ...files,
  ...text,
  ...signals,
  canExec,
  execve,
  findInvalidArgument,
  findInvalidVariables,
  isHangUpIgnored,
  isListening,
  leakingVariable,
  losesDescriptors,
  noteDescriptors,
  sharesForeground,
  spawn,
  load: (part) => part(),
}
