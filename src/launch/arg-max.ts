import * as host from '../host/index.ts'
import { MAX_STRING_BYTES } from '../model/max-string-bytes.ts'
import type { Environment } from '../model/source.ts'

/** What the arguments and the environment of a command take, in bytes as the kernel counts them: each with its NUL. */
export interface ArgumentSize {
  readonly argumentBytes: number
  readonly environmentBytes: number
  /** The name of the largest variable. */
  readonly largest: string
  /** How many strings there are. */
  readonly strings: number
  /** The length of the longest string, in bytes. */
  readonly longestBytes: number
}

/** The kernel takes this much, whatever the limits. */
const ALWAYS_ACCEPTED_BYTES = 128 * 1024
/** Three quarters of the kernel's own idea of a stack. */
const MAX_TOTAL_BYTES = 6 * 1024 * 1024
/** Room for what the kernel adds: the path, the auxiliary vector. */
const MARGIN_BYTES = 8 * 1024
const POINTER_BYTES = 8

export function measure(args: readonly string[], env: Environment): ArgumentSize {
  let argumentBytes = 0
  let environmentBytes = 0
  let longestBytes = 0
  let largest = { name: '', bytes: 0 }
  for (const word of args) {
    const bytes = host.utf8Length(word) + 1
    argumentBytes += bytes
    longestBytes = Math.max(longestBytes, bytes)
  }
  const names = Object.keys(env)
  for (const name of names) {
    const bytes = host.utf8Length(name) + host.utf8Length(env[name] ?? '') + 2
    environmentBytes += bytes
    longestBytes = Math.max(longestBytes, bytes)
    if (bytes > largest.bytes) largest = { name, bytes }
  }
  return { argumentBytes, environmentBytes, largest: largest.name, strings: args.length + names.length, longestBytes }
}

/**
 * Whether the kernel is certain to take these arguments and this environment. Asked before every start: an `execve` that
 * fails ends Node with a dump, and the configuration block must not be printed for a command that does not start.
 *
 * @see execve(2), limits on size of arguments and environment
 */
export function fitsKernelLimits(args: readonly string[], env: Environment): boolean {
  if (isSmall(args, env)) return true
  const { argumentBytes, environmentBytes, strings, longestBytes } = measure(args, env)
  const total = argumentBytes + environmentBytes + strings * POINTER_BYTES + MARGIN_BYTES
  if (longestBytes >= MAX_STRING_BYTES) return false
  return total < ALWAYS_ACCEPTED_BYTES || total < Math.min(MAX_TOTAL_BYTES, stackLimit() / 4)
}

/**
 * Whether it is within the limits by far, as nearly always: at three bytes for each UTF-16 unit, the most there can be.
 * Counting units instead of bytes saves 0.2 ms at 130 variables.
 */
function isSmall(args: readonly string[], env: Environment): boolean {
  let units = 0
  let strings = args.length
  for (const word of args) units += word.length
  for (const name of Object.keys(env)) {
    units += name.length + (env[name] ?? '').length
    strings++
  }
  return units * 3 + strings * (POINTER_BYTES + '=\0'.length) + MARGIN_BYTES < ALWAYS_ACCEPTED_BYTES
}

/** In bytes; 0 if the system does not tell: what is always accepted counts then. */
function stackLimit(): number {
  try {
    const [, soft] = /^Max stack size\s+(\S+)/m.exec(host.readText('/proc/self/limits')) ?? []
    return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft) || 0
  } catch {
    return 0
  }
}
