import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import process from 'node:process'
import { isForWriting } from './fd-access-mode.ts'

/** A descriptor that this process was started with, besides the standard streams. */
export interface InheritedDescriptor {
  readonly descriptor: number
  /** False for the null device, open for reading: no command misses it. */
  readonly matters: boolean
}

/** Node marks the descriptors up to this one to be closed for its children, and those that follow without a gap. */
const LAST_ALWAYS_CLOSED = 15
/** What Node opens for its own event loops. */
const EVENT_LOOP_FILES = ['anon_inode:[eventpoll]', 'anon_inode:[eventfd]', 'anon_inode:[io_uring]']

/**
 * The inherited descriptors that Node would keep from the command. Node's own are told apart by what they are: parts of
 * an event loop, and pipes that both begin and end in this process, unless they are make's.
 */
export function findInherited(): readonly InheritedDescriptor[] {
  return noted ?? listInherited()
}

let noted: readonly InheritedDescriptor[] | null = null

/** From now on `findInherited` gives what is inherited at this moment. */
export function noteDescriptors(): void {
  noted ??= process.platform === 'linux' ? listInherited() : []
}

/** Whether the kernel would close one that matters, as Node becomes another program. */
export function losesDescriptors(): boolean {
  return findInherited().some(({ matters }) => matters)
}

/** Whether this process has a socket besides the standard streams, or may have one because nothing can be listed. */
export function mayHaveSocket(): boolean {
  const numbers = listNumbers()
  return numbers.length === 0 || numbers.some((number) => number > 2 && targetOf(number)?.startsWith('socket:'))
}

function listInherited(): InheritedDescriptor[] {
  const numbers = listNumbers().filter((number) => number > 2)
  const targets = new Map(numbers.map((number) => [number, targetOf(number)]))
  const ends = jobserverEnds()
  // The channel of a parent that is Node ends here, as it does at every Node.
  const channel = (process.channel as { readonly fd?: number } | undefined)?.fd
  const inherited: InheritedDescriptor[] = []
  for (const [descriptor, target] of targets) {
    if (target === null || EVENT_LOOP_FILES.includes(target) || descriptor === channel) continue
    if (!ends.includes(String(descriptor)) && isOwnPipe(descriptor, target, targets)) continue
    if (descriptor > LAST_ALWAYS_CLOSED && !closesOnExec(descriptor)) continue
    inherited.push({ descriptor, matters: target !== '/dev/null' || writes(descriptor) })
  }
  return inherited
}

/** The pipe of make's jobserver, which the environment names. */
function jobserverEnds(): readonly string[] {
  const flags = `${process.env.MAKEFLAGS} ${process.env.CARGO_MAKEFLAGS}`
  if (!flags.includes('--jobserver-')) return []
  return /--jobserver-(?:auth|fds)=(\d+),(\d+)/.exec(flags)?.slice(1) ?? []
}

function isOwnPipe(descriptor: number, target: string, targets: ReadonlyMap<number, string | null>): boolean {
  if (!target.startsWith('pipe:')) return false
  for (const [number, its] of targets) {
    if (number !== descriptor && its === target && writes(number) !== writes(descriptor)) return true
  }
  return false
}

/** @see proc_pid_fdinfo(5), flags: O_CLOEXEC */
function closesOnExec(descriptor: number): boolean {
  try {
    const [, flags = '0'] = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1')) ?? []
    return (Number.parseInt(flags, 8) & 0o2000000) !== 0
  } catch {
    return false
  }
}

function writes(descriptor: number): boolean {
  return isForWriting(`/proc/self/fd/${descriptor}`)
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
  const link = `/proc/self/fd/${descriptor}`
  try {
    // The descriptor with which the directory was read is gone; an error would take a millisecond.
    return lstatSync(link, { throwIfNoEntry: false }) ? readlinkSync(link) : null
  } catch {
    return null
  }
}
