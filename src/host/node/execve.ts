import process from 'node:process'
import type { Environment } from '../../model/source.ts'
import type { Host } from '../host.ts'
import { nohupWrapper } from './nohup.ts'
import { resetSignal } from './signals.ts'

type Execve = (file: string, args: readonly string[], env: Environment) => never

/** Node has it since 22.15, 23.11 and 24, but not on Windows and in workers. The types are older. */
const { execve: replace } = process as { readonly execve?: Execve }

/** Node ignores them, and a program that replaces this process would inherit that. */
const IGNORED_BY_NODE = ['SIGPIPE', 'SIGXFSZ'] as const

/** Below version 26 Node aborts with a dump if the call fails: see exec-preflight.ts. */
export const execve: Host['execve'] = replace ? replaceProcess : null

function replaceProcess(path: string, argv: readonly string[], env: Environment): never {
  const wrapper = nohupWrapper(argv[0] ?? '')
  for (const signal of IGNORED_BY_NODE) resetSignal(signal)
  // Node warns that the call is experimental. It would print that only if the call fails, when it does not help.
  process.removeAllListeners('warning')
  try {
    return (replace as Execve)(wrapper?.[0] ?? path, [...(wrapper ?? []), ...argv], env)
  } catch (error) {
    for (const signal of IGNORED_BY_NODE) process.on(signal, () => {})
    throw error
  }
}
