// The processes that a tool has started, and theirs. A test's server is in a group of its own, so that the end of the tool
// alone would leave it.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const pollMs = 100
// Servers stop their workers meanwhile, and the tests' watchdogs remove files.
const graceMs = 20_000

/** @typedef {{ pid: number, parent: number, group: number, key: string }} Process */

/** Follows what a process has started, also what has lost its parent since. */
export class Descendants {
  /** With their start times: a number alone may be used again. @type {ReadonlySet<string>} */
  #known = new Set()
  #root
  #mark

  /** @param {number} root its process id @param {string} mark a variable that it was given, as `NAME=value` */
  constructor(root, mark) {
    this.#root = root
    this.#mark = mark
  }

  /**
   * Looks for new ones: children, and members of their groups. Gives those that run, without the root.
   *
   * @param {(pid: number) => boolean} isOwn for those that lost their parent before they were seen
   */
  look(isOwn = () => false) {
    const all = list()
    const own = all.find(({ pid }) => pid === process.pid)
    const others = all.filter(({ pid }) => pid !== process.pid)
    const pids = new Set([this.#root])
    const groups = new Set()
    const take = (/** @type {Process} */ { pid, group }) => {
      pids.add(pid)
      // Who started this process is in its group too.
      if (group !== own?.group) groups.add(group)
    }
    for (const one of others) if (this.#known.has(one.key) || isOwn(one.pid)) take(one)
    for (let count = -1; count !== pids.size; ) {
      count = pids.size
      for (const one of others) if (pids.has(one.parent) || groups.has(one.group)) take(one)
    }
    const running = others.filter(({ pid }) => pid !== this.#root && pids.has(pid))
    this.#known = new Set(running.map(({ key }) => key))
    return running
  }

  /** Ends those that are left, with SIGTERM and after a while with SIGKILL, and waits until none is. */
  async end() {
    const started = performance.now()
    const told = new Set()
    const isMarked = (/** @type {number} */ pid) =>
      tryRead(() => readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(this.#mark)) ?? false
    for (let left = this.look(isMarked); left.length > 0; left = this.look(isMarked)) {
      const isLate = performance.now() - started > graceMs
      for (const { pid, key } of left) {
        if (isLate || !told.has(key)) send(pid, isLate ? 'SIGKILL' : 'SIGTERM')
        told.add(key)
      }
      await pause(pollMs)
    }
  }
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended, or has another user's rights.
  }
}

/** All processes, without zombies. @returns {Process[]} */
function list() {
  const pids = tryRead(() => readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
  if (pids?.length)
    return pids.flatMap((pid) => tryRead(() => parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'))) ?? [])
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], { encoding: 'utf8' })
  return table.split('\n').flatMap((line) => {
    const [pid, parent, group, state = 'Z', ...start] = line.trim().split(/\s+/)
    return state.startsWith('Z') ? [] : [describe([pid, parent, group], start.join(' '))]
  })
}

/** @see proc_pid_stat(5). The name in parentheses can contain anything. @param {string} text */
function parseStat(text) {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return 'ZX'.includes(fields[0] ?? 'Z') ? null : describe([text.split(' ')[0], fields[1], fields[2]], fields[19] ?? '')
}

/** @param {readonly (string | undefined)[]} numbers @param {string} start */
function describe(numbers, start) {
  const [pid = 0, parent = 0, group = 0] = numbers.map(Number)
  return { pid, parent, group, key: `${pid} ${start}` }
}

/** @template T @param {() => T} read */
function tryRead(read) {
  try {
    return read()
  } catch {
    return null
  }
}
