// The child processes of the set-up, and the one place that reacts to signals. A stop is passed on to whatever is
// running; this process itself ends when its children, and what they have started, have ended.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Descendants } from './descendants.mjs'
import { environment, root } from './environment.mjs'

// What the demo may take to stop its own servers, doubled.
const graceMs = 40_000
const watchMs = 1_000
/** A variable by which a process tells which tool it comes from. */
const MARK = 'STARTED_BY_TOOL'
const running = new Set()
let stopSignal

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // One ^C can come twice, from the terminal and from npm: the second is no demand for force.
    if (stopSignal !== undefined) return
    stopSignal = signal
    for (const child of running) child.stop(signal)
    if (running.size === 0) endIfStopped()
    setTimeout(() => {
      for (const child of running) child.stop('SIGKILL')
    }, graceMs).unref()
  })
}

export class CommandFailed extends Error {}

/** Runs a set-up command without showing its output, unless it fails. Gives its standard output. */
export async function run(command, args, env = environment) {
  // In its own process group, so that a stop ends its helpers too.
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
    printed += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed += text
  })
  const failure = await ended(child, (signal) => {
    if (child.pid !== undefined) process.kill(-child.pid, signal === 'SIGKILL' ? signal : 'SIGTERM')
  })
  endIfStopped()
  if (failure === 0) return output
  throw new CommandFailed(`${[command, ...args].join(' ')}: ${failure}\n${excerpt(printed)}`)
}

/** Runs a tool whose output is the point. Gives its exit status, also that of a tool that handled a stop itself. */
export async function runTool(command, args, { stdin = /** @type {'ignore' | 'inherit'} */ ('ignore') } = {}) {
  const env = { ...environment, [MARK]: `${process.pid}-${Date.now()}` }
  const child = spawn(command, args, { cwd: root, env, stdio: [stdin, 'inherit', 'inherit'] })
  const descendants = new Descendants(child.pid ?? 0, `${MARK}=${env[MARK]}`)
  // What has lost its parent by the time of a stop is not found then.
  const watch = setInterval(() => descendants.look(), watchMs)
  const failure = await ended(child, (signal) => {
    descendants.look()
    child.kill(signal)
  })
  clearInterval(watch)
  if (stopSignal !== undefined) await descendants.end()
  if (typeof failure === 'string') endIfStopped()
  if (typeof failure === 'number') return failure
  process.stderr.write(`${command}: ${failure}\n`)
  return 1
}

/** Ends this process, if it was told to stop, with the status that goes with the signal. */
export function endIfStopped() {
  if (stopSignal === undefined) return
  process.stderr.write(`\nStopped by ${stopSignal}. What was half done is done again by the next run.\n`)
  process.exit(128 + constants.signals[stopSignal])
}

/** Waits for the end of a child: its exit status, or the reason why there is none. */
function ended(child, kill) {
  const entry = {
    stop(signal) {
      try {
        kill(signal)
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
      }
    },
  }
  running.add(entry)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (status, signal) => resolve(status ?? `ended by ${signal}`))
  }).finally(() => running.delete(entry))
}

/** The beginning and the end of a long output: the cause is in one of them. */
function excerpt(text) {
  const lines = text.trim().split('\n')
  return lines.length <= 40 ? lines.join('\n') : [...lines.slice(0, 15), '…', ...lines.slice(-25)].join('\n')
}
