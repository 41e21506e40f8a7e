import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import process from 'node:process'
import { isForWriting } from './fd-access-mode.ts'

/** A descriptor that this process was started with, besides the standard streams. */
export interface InheritedDescriptor {
  readonly descriptor: number
  /** False for the null device, open for reading: no command misses it. */
  readonly matters: boolean
}

/** A descriptor besides the standard streams that is open now, whoever opened it. */
interface OpenDescriptor {
  readonly descriptor: number
  /** What it leads to, as the kernel names it: a path, `socket:[…]`, `pipe:[…]`. */
  readonly target: string
  readonly isForWriting: boolean
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
  return noted ?? selectInherited(listOpen())
}

let noted: readonly InheritedDescriptor[] | null = null

/** From now on `findInherited` gives what is inherited at this moment. */
export function noteDescriptors(): void {
  noted ??= process.platform === 'linux' ? selectInherited(listOpen()) : []
}

/** Whether the kernel would close one that matters, as Node becomes another program. */
export function losesDescriptors(): boolean {
  return findInherited().some(({ matters }) => matters)
}

/** Every descriptor above the standard streams; none if the system does not list them. */
function listOpen(): readonly OpenDescriptor[] {
  const numbers = listNumbers().filter((number) => number > 2)
  return numbers.map(look).filter((open) => open !== null)
}

function selectInherited(all: readonly OpenDescriptor[]): InheritedDescriptor[] {
  const ends = jobserverEnds()
  // The channel of a parent that is Node ends here, as it does at every Node.
  const channel = (process.channel as { readonly fd?: number } | undefined)?.fd
  const inherited: InheritedDescriptor[] = []
  for (const open of all) {
    const { descriptor, target, isForWriting } = open
    if (EVENT_LOOP_FILES.includes(target) || descriptor === channel) continue
    if (!ends.includes(String(descriptor)) && isOwnPipe(open, all)) continue
    if (descriptor > LAST_ALWAYS_CLOSED && !closesOnExec(descriptor)) continue
    inherited.push({ descriptor, matters: target !== '/dev/null' || isForWriting })
  }
  return inherited
}

/** The pipe of make's jobserver, which the environment names. */
function jobserverEnds(): readonly string[] {
  const flags = `${process.env.MAKEFLAGS} ${process.env.CARGO_MAKEFLAGS}`
  if (!flags.includes('--jobserver-')) return []
  return /--jobserver-(?:auth|fds)=(\d+),(\d+)/.exec(flags)?.slice(1) ?? []
}

function isOwnPipe({ descriptor, target, isForWriting }: OpenDescriptor, all: readonly OpenDescriptor[]): boolean {
  if (!target.startsWith('pipe:')) return false
  return all.some((its) => its.descriptor !== descriptor && its.target === target && its.isForWriting !== isForWriting)
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

function listNumbers(): number[] {
  try {
    return readdirSync('/proc/self/fd')
      .map(Number)
      .sort((a, b) => a - b)
  } catch {
    return []
  }
}

function look(descriptor: number): OpenDescriptor | null {
  const link = `/proc/self/fd/${descriptor}`
  try {
    // The descriptor with which the directory was read is gone.
    const writes = isForWriting(link)
    return writes === null ? null : { descriptor, target: readlinkSync(link), isForWriting: writes }
  } catch {
    return null
  }
}
