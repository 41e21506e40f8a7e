import type { Environment } from '../../model/source.ts'
import type { ChildProcess, ExitResult, Signal, SpawnRequest } from '../host.ts'
import { native } from './binding.ts'
import { toEnvironmentList } from './environment.ts'
import { children } from './events.ts'
import { readHead } from './files.ts'
import { decodeLatin1 } from './text.ts'

export function execve(path: string, argv: readonly string[], env: Environment): never {
  return native.execve(path, argv, toEnvironmentList(env))
}

export async function spawn({ command, args, env }: SpawnRequest): Promise<ChildProcess> {
  const pid = native.spawn(command, args, toEnvironmentList(env))
  const exited = new Promise<ExitResult>((resolve) => children.set(pid, resolve))
  return { pid, exited, kill: (signal) => sendSignal(pid, signal) }
}

/** A child that has ended or became another user's is left alone. */
export function sendSignal(pid: number, signal: Signal): void {
  // After its end, the number may be another process's.
  if (!children.has(pid)) return
  try {
    native.kill(pid, signal)
  } catch {
    // It became another user's, as with sudo.
  }
}

/** What the kernel starts by itself: a program of this system, or a script that names its interpreter. */
const STARTABLE = ['\x7fELF', '#!', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe']

/** A failure of `execve` does no harm here, so the first bytes suffice. */
export function canExec(path: string): boolean {
  const head = readHead(path, 4)
  if (head === null) return true
  const text = decodeLatin1(head)
  return STARTABLE.some((magic) => text.startsWith(magic))
}

export async function sharesForeground(pid: number): Promise<boolean> {
  const own = native.group(native.pid)
  return own === native.foregroundGroup() && own === native.group(pid)
}

// What Node would keep from a command, lose or print, passes here as it is.

export const findInvalidArgument = (): null => null
export const findInvalidVariables = (): string[] => []
export const leakingVariable = (): null => null
export const losesDescriptors = (): boolean => false
export const noteDescriptors = (): void => {}
export const closeInspector = (): void => {}
