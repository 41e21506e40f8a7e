import { lstatSync, readdirSync, readlinkSync } from 'node:fs'

/** A descriptor that this process was started with, besides the standard streams. */
export interface Inherited {
  readonly descriptor: number
  /** True for what may carry data or a lock: a pipe, a socket, a file; not for a terminal or the null device. */
  readonly matters: boolean
}

/** Node marks these to be closed for its children; those above are handed on by themselves. */
const HIGHEST = 15
/** What Node opens for its own event loops. */
const OWN = /^anon_inode:\[(?:eventpoll|eventfd|io_uring)\]$/

/**
 * The inherited descriptors that Node would keep from the command. Node's own are told apart by what they are: parts of
 * an event loop, and pipes that both begin and end in this process.
 *
 * @param jobserver the value of MAKEFLAGS: make's jobserver is a pipe with both ends inherited
 */
export function findInherited(jobserver: string | undefined): Inherited[] {
  const numbers = listNumbers()
  const low = numbers.filter((number) => number > 2 && number <= HIGHEST)
  const targets = new Map(low.map((number) => [number, targetOf(number)]))
  const [, ...ends] = /--jobserver-(?:auth|fds)=(\d+),(\d+)/.exec(jobserver ?? '') ?? []
  const inherited: Inherited[] = []
  for (const [descriptor, target] of targets) {
    if (target === null || OWN.test(target)) continue
    if (!ends.includes(String(descriptor)) && isOwnPipe(descriptor, target, targets, numbers)) continue
    inherited.push({ descriptor, matters: !/^\/dev\/(?:null$|tty|pts\/)/.test(target) })
  }
  return inherited
}

function isOwnPipe(
  descriptor: number,
  target: string,
  low: ReadonlyMap<number, string | null>,
  numbers: readonly number[],
): boolean {
  if (!target.startsWith('pipe:')) return false
  const isOther = (number: number, its: string | null) =>
    number !== descriptor && its === target && writes(number) !== writes(descriptor)
  for (const [number, its] of low) if (isOther(number, its)) return true
  return numbers.some((number) => number > HIGHEST && isOther(number, targetOf(number)))
}

/** Whether a descriptor is open for writing, by the permissions of its link, proc_pid_fd(5). */
function writes(descriptor: number): boolean {
  return ((lstatSync(`/proc/self/fd/${descriptor}`, { throwIfNoEntry: false })?.mode ?? 0) & 0o200) !== 0
}

function listNumbers(): number[] {
  try {
    return readdirSync('/proc/self/fd')
      .map(Number)
      .sort((a, b) => a - b)
  } catch {
    return []
  }
}

function targetOf(descriptor: number): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`)
  } catch {
    // The descriptor with which the folder was read.
    return null
  }
}
