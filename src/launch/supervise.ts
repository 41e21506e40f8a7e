import { type ChildProcess, spawn } from 'node:child_process'
import process from 'node:process'
import type { Ending } from './exit.ts'
import { sharesForeground } from './foreground.ts'
import type { LaunchPlan } from './plan.ts'
import { startFailure, startsForCertain } from './start-failure.ts'

/*
 * The signal policy. The command runs in the launcher's own process group, in the terminal as it is.
 *
 *   running ──TERM HUP USR1 USR2 CONT──▶ passed on at once, whoever sent it
 *      │ ────INT QUIT WINCH──────────▶ passed on, unless the terminal sent it to the whole group itself
 *      │ ────TSTP TTIN TTOU──────────▶ not touched: the terminal stops and continues the group
 *      ▼
 *   command ended ──▶ the launcher ends the same way (exit.ts)
 *
 * Nothing here ends the command by a timer: a training run that takes long to save its work is left to do so.
 */
const ALWAYS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT']
const UNLESS_FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH']
const WINDOWS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGBREAK', 'SIGTERM', 'SIGHUP']

/**
 * Starts the command as a child and stays until it has ended.
 *
 * @throws {Refusal} where the command cannot be started
 */
export function supervise(plan: LaunchPlan): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let child: ChildProcess | undefined
    const stop = forwardSignals(plan, () => child)
    const fail = (error: unknown) => {
      stop()
      reject(startFailure(plan, error as NodeJS.ErrnoException))
    }
    try {
      const certain = startsForCertain(plan)
      if (certain) plan.announce()
      child = start(plan)
      if (!certain && child.pid !== undefined) plan.announce()
    } catch (error) {
      fail(error)
      return
    }
    child.once('error', fail)
    child.once('exit', (status, signal) => {
      stop()
      resolve(signal ? { kind: 'signal', signal } : { kind: 'status', status: status ?? 1 })
    })
  })
}

function start({ command, args, env, cwd }: LaunchPlan): ChildProcess {
  return spawn(command, args, { env, cwd, stdio: 'inherit', windowsHide: false })
}

/** @returns a function that takes the handlers away, so that the signals mean again what they mean by default */
function forwardSignals(plan: LaunchPlan, child: () => ChildProcess | undefined): () => void {
  const forward = (signal: NodeJS.Signals) => {
    if (plan.platform === 'win32') void endTree(child())
    else child()?.kill(signal)
  }
  const forwardUnlessShared = async (signal: NodeJS.Signals) => {
    const pid = child()?.pid
    if (pid !== undefined && !(await sharesForeground(plan.platform, plan.pid, pid))) forward(signal)
  }
  const handlers = new Map<NodeJS.Signals, (signal: NodeJS.Signals) => void>()
  for (const signal of plan.platform === 'win32' ? WINDOWS : ALWAYS) handlers.set(signal, forward)
  if (plan.platform !== 'win32') for (const signal of UNLESS_FROM_TERMINAL) handlers.set(signal, forwardUnlessShared)
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}

/** Windows has no signals to pass on: `taskkill /T` ends the command with all that it started. */
async function endTree(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined) return
  const { default: treeKill } = await import('tree-kill')
  treeKill(child.pid)
}
