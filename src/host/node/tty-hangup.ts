import { fstatSync } from 'node:fs'
import process from 'node:process'

/** The major numbers of Linux's terminals, Documentation/admin-guide/devices.txt. */
const TERMINALS = [4, 136, 137, 138, 139, 140, 141, 142, 143]
/** Delete this file when Node 20 is no longer supported. */
const FIXED_IN_NODE = 22

/**
 * Whether a terminal among the standard streams has closed. Node below 22 aborts at its exit then, with a core dump that
 * holds the credentials: test/e2e/hang-up.test.ts shows it.
 */
export function isTerminalGone(): boolean {
  if (Number.parseInt(process.versions.node, 10) >= FIXED_IN_NODE) return false
  return [0, 1, 2].some((descriptor) => {
    try {
      const stats = fstatSync(descriptor)
      // The module is loaded for a terminal alone.
      const isTerminal = stats.isCharacterDevice() && TERMINALS.includes((stats.rdev >> 8) & 0xfff)
      return isTerminal && !process.getBuiltinModule('node:tty').isatty(descriptor)
    } catch {
      return false
    }
  })
}
