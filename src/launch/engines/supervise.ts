import type { ChildProcess, StdioOptions } from 'node:child_process'
import process from 'node:process'
import { isCertainToStart } from '../../host/exec-preflight.ts'
import { sharesForeground } from '../../host/foreground.ts'
import { findInherited } from '../../host/inherited-fds.ts'
import { closeInspector } from '../../host/inspector.ts'
import type { Ending } from '../exit-status.ts'
import { checkNodeDebug } from '../node-debug.ts'
import type { LaunchPlan } from '../plan.ts'
import { examineStart, type Start, startFailure } from '../preflight.ts'
import { againstHangUp, againstOrphaning } from '../wrappers.ts'

/*
 * The signal policy; docs/launch.md has the reasons. The command runs in the launcher's own process group, in the
 * terminal as it is.
 *
 *   starting ──any signal──▶ kept until the command is there, then as below
 *      ▼
 *   running ──TERM HUP USR1 USR2 CONT…──▶ passed on at once, whoever sent it
 *      │ ────INT QUIT WINCH───────────▶ passed on, unless the terminal sent it to the whole group itself
 *      │ ────TSTP TTIN TTOU───────────▶ not touched: the terminal stops and continues the group
 *      │ ────KILL, a crash────────────▶ the kernel sends the command TERM (wrappers.ts)
 *      │ ────a signal that cannot be sent (the command has become another user)──▶ stays
 *      ▼
 *   command ended ──▶ the launcher ends the same way (exit.ts)
 *
 * Nothing here ends the command by a timer: a training run that takes long to save its work is left to do so.
 */
const ALWAYS: readonly NodeJS.Signals[] = [
  ...(['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT'] as const),
  // Sent by batch systems, limits and power supplies; unhandled, they would end the launcher and orphan the command.
  ...(['SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const),
]
const UNLESS_FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH']
/** A console's ^C reaches the command by itself; the launcher only must not die of it. */
const WINDOWS_CONSOLE: readonly NodeJS.Signals[] = ['SIGINT', 'SIGBREAK']
const WINDOWS_END: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP']

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
      reject(startFailure(plan, error))
    }
    try {
      const known = examineStart(plan)
      checkNodeDebug(plan.parent)
      if (known.fits) plan.announce()
      child = start(plan, known)
      if (!known.fits && child.pid !== undefined) plan.announce()
      closeInspector()
    } catch (error) {
      fail(error)
      return
    }
    // Once the command runs, an error is a signal that could not be sent, and only the command's end is the end.
    child.on('error', (error) => child?.pid === undefined && fail(error))
    child.once('exit', (status, signal) => {
      stop()
      resolve(signal ? { kind: 'signal', signal } : { kind: 'status', status: status ?? 1 })
    })
  })
}

function start(plan: LaunchPlan, { path, fits }: Start): ChildProcess {
  const { command, args, env } = plan
  // Where the start may fail, the failure must be the command's own and not a wrapper's.
  const isCertain = fits && path !== null && isCertainToStart(path)
  const wrappers = isCertain ? [againstOrphaning(plan), againstHangUp(plan)].filter((wrapper) => wrapper !== null) : []
  const [file = command, ...words] = [...wrappers.flat(), command, ...args]
  // Loaded here: becoming the command needs none of it.
  const { spawn } = process.getBuiltinModule('node:child_process')
  // Without `cwd` the directory is inherited, which works where its path could not be entered again.
  return spawn(file, words, { env, stdio: streams(plan), windowsHide: false })
}

/** All descriptors as they are: the three streams, and those that Node would otherwise keep from the command. */
function streams({ parent, platform, inherited: known }: LaunchPlan): StdioOptions {
  const inherited = platform === 'linux' ? (known ?? findInherited(parent)) : []
  // The short form spares Node a millisecond.
  if (inherited.length === 0) return 'inherit'
  const stdio: (number | 'ignore')[] = [0, 1, 2]
  for (const { descriptor } of inherited) {
    while (stdio.length < descriptor) stdio.push('ignore')
    stdio.push(descriptor)
  }
  return stdio
}

/** @returns a function that takes the handlers away, so that the signals mean again what they mean by default */
function forwardSignals(plan: LaunchPlan, child: () => ChildProcess | undefined): () => void {
  const handlers = new Map<NodeJS.Signals, (signal: NodeJS.Signals) => void>()
  const handle = (signals: readonly NodeJS.Signals[], handler: (signal: NodeJS.Signals) => void) => {
    for (const signal of signals) handlers.set(signal, handler)
  }
  if (plan.platform === 'win32') {
    handle(WINDOWS_CONSOLE, () => {})
    handle(WINDOWS_END, () => void endTree(child()))
  } else {
    handle(ALWAYS, (signal) => child()?.kill(signal))
    handle(UNLESS_FROM_TERMINAL, async (signal) => {
      const pid = child()?.pid
      if (pid !== undefined && !(await sharesForeground(plan.platform, plan.pid, pid))) child()?.kill(signal)
    })
  }
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}

/** Windows has no signals to pass on: `taskkill /T` ends the command with all that it started. */
async function endTree(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined) return
  const { default: treeKill } = await import('tree-kill')
  treeKill(child.pid, () => {})
}
