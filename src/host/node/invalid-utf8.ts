import { readFileSync } from 'node:fs'
import type { Environment } from '../../model/source.ts'
import { REPLACEMENT } from '../utf8.ts'
import { isUtf8 } from './text.ts'

/**
 * The position of the first argument whose bytes are not UTF-8, counted from 1; null if there is none or the system
 * does not tell. Node cannot pass such an argument on.
 */
export function findInvalidArgument(argv: readonly string[]): number | null {
  if (!argv.some((word) => word.includes(REPLACEMENT))) return null
  const words = rawStrings('/proc/self/cmdline')
  const invalid = words.slice(-argv.length).findIndex((word) => !isUtf8(word))
  return invalid === -1 ? null : invalid + 1
}

/** The variables whose value is not UTF-8, as far as the system tells. */
export function findInvalidVariables(env: Environment): string[] {
  const suspects = Object.keys(env).filter((name) => env[name]?.includes(REPLACEMENT))
  if (suspects.length === 0) return []
  const invalid = rawStrings('/proc/self/environ').filter((string) => !isUtf8(string))
  const names = new Set(invalid.map((string) => string.subarray(0, string.indexOf('=')).toString('utf8')))
  return suspects.filter((name) => names.has(name))
}

function rawStrings(path: string): Buffer[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return []
  }
  const strings: Buffer[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start)
    strings.push(bytes.subarray(start, end === -1 ? bytes.length : end))
    start = end === -1 ? bytes.length : end + 1
  }
  return strings
}
