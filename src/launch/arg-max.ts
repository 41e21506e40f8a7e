import { readFileSync } from 'node:fs'
import type { Environment } from '../model/source.ts'

/** What the words and variables of a command take, in bytes as the kernel counts them. */
export interface Size {
  readonly words: number
  readonly variables: number
  /** The name of the largest variable. */
  readonly largest: string
  /** How many strings there are. */
  readonly strings: number
  /** The longest of them. */
  readonly longest: number
}

/** The kernel takes this much, whatever the limits. */
const ALWAYS = 128 * 1024
/** The longest single string: MAX_ARG_STRLEN. */
const LONGEST = 128 * 1024
/** Three quarters of the kernel's own idea of a stack. */
const MOST = 6 * 1024 * 1024
/** Room for what the kernel adds: the path, the auxiliary vector. */
const MARGIN = 8 * 1024
/** Of a pointer to a string. */
const POINTER = 8

/** Every string with its closing NUL. */
export function measure(args: readonly string[], env: Environment): Size {
  let words = 0
  let variables = 0
  let longest = 0
  let largest = { name: '', bytes: 0 }
  for (const word of args) {
    const bytes = Buffer.byteLength(word) + 1
    words += bytes
    longest = Math.max(longest, bytes)
  }
  const names = Object.keys(env)
  for (const name of names) {
    const bytes = Buffer.byteLength(name) + Buffer.byteLength(env[name] ?? '') + 2
    variables += bytes
    longest = Math.max(longest, bytes)
    if (bytes > largest.bytes) largest = { name, bytes }
  }
  return { words, variables, largest: largest.name, strings: args.length + names.length, longest }
}

/**
 * Whether the kernel takes these words and variables for certain.
 *
 * @see execve(2), limits on size of arguments and environment
 */
export function fits(args: readonly string[], env: Environment): boolean {
  return isWithin(estimate(args, env)) || isWithin(measure(args, env))
}

/** No less than `measure` finds, and quicker: as UTF-8 a string has at most three bytes for a UTF-16 unit. */
function estimate(args: readonly string[], env: Environment): Omit<Size, 'largest'> {
  let units = 0
  let longest = 0
  let strings = args.length
  for (const word of args) {
    units += word.length + 1
    if (word.length > longest) longest = word.length
  }
  for (const name in env) {
    const length = name.length + (env[name] ?? '').length + 2
    units += length
    if (length > longest) longest = length
    strings++
  }
  return { words: units * 3, variables: 0, strings, longest: longest * 3 }
}

function isWithin({ words, variables, strings, longest }: Omit<Size, 'largest'>): boolean {
  const total = words + variables + strings * POINTER + MARGIN
  return longest < LONGEST && (total < ALWAYS || total < Math.min(MOST, stackLimit() / 4))
}

/** In bytes; what is always granted where the system does not tell. */
function stackLimit(): number {
  try {
    const [, soft] = /^Max stack size\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? []
    return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft) || 0
  } catch {
    return 0
  }
}
