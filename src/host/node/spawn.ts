import type { ChildProcess as NodeChild, StdioOptions } from 'node:child_process'
import process from 'node:process'
import type { Environment } from '../../model/source.ts'
import { toExitResult } from '../exit-result.ts'
import type { ChildProcess, ExitResult, SpawnRequest } from '../host.ts'
import { noteStart } from './foreground.ts'
import { findInherited } from './inherited-fds.ts'
import { closeInspector } from './inspector.ts'
import { nohupWrapper } from './nohup.ts'
import { parentDeathSignalWrapper } from './parent-death-signal.ts'

export async function spawn(request: SpawnRequest): Promise<ChildProcess> {
  const { command, args, env, isCertain } = request
  // If the start may fail, the failure must be the command's own and not a wrapper's.
  const wrappers = isCertain ? [parentDeathSignalWrapper(env), nohupWrapper(command)] : []
  const [file = command, ...words] = [...wrappers.flatMap((wrapper) => wrapper ?? []), command, ...args]
  // Loaded here: replacing the process needs none of it.
  const childProcess = process.getBuiltinModule('node:child_process')
  // Without `cwd` the directory is inherited, which works even if its path could not be entered again.
  const child = childProcess.spawn(file, words, { env, stdio: streams(), windowsHide: false })
  closeInspector()
  return started(child)
}

function started(child: NodeChild): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const { pid } = child
    // Of a command that runs, an error is a signal that could not be sent.
    child.on('error', (error) => pid === undefined && reject(error))
    if (pid === undefined) return
    noteStart(pid)
    const exited = new Promise<ExitResult>((resolve) => {
      child.once('exit', (exitCode, signal) => resolve(toExitResult(exitCode, signal)))
    })
    resolve({ pid, exited, kill: (signal) => void (process.platform === 'win32' ? endTree(pid) : child.kill(signal)) })
  })
}

/** All descriptors as they are: the three streams, and those that Node would otherwise keep from the command. */
function streams(): StdioOptions {
  const inherited = process.platform === 'linux' ? findInherited() : []
  const stdio: (number | 'ignore')[] = [0, 1, 2]
  for (const { descriptor } of inherited) {
    while (stdio.length < descriptor) stdio.push('ignore')
    stdio.push(descriptor)
  }
  return stdio
}

/** Windows has no signals to pass on: `taskkill /T` ends the command with all that it started. */
async function endTree(pid: number): Promise<void> {
  const { default: treeKill } = await import('tree-kill')
  treeKill(pid, () => {})
}

/** Node prints whatever it starts if this variable asks for it, with the whole environment. */
export function leakingVariable(env: Environment): string | null {
  return env.NODE_DEBUG && /child_process|\*/i.test(env.NODE_DEBUG) ? 'NODE_DEBUG' : null
}
