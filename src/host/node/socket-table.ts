import { closeSync, openSync, readSync } from 'node:fs'
import { parseNetTcpRow, type TcpSocket } from '../net-tcp.ts'
import { readHead } from './files.ts'
import { decodeLatin1 } from './text.ts'

/**
 * The length of a row of IPv4. The kernel lists what listens before all connections. If it is asked for more than that, it
 * looks for connections to fill the rest with, through a table of 262,144 lists on a common machine: 1 to 2 ms.
 */
const STEP_BYTES = 150
const COUNTS_BYTES = 512

/** @returns null if there is no such table */
export function hasListener(version: 4 | 6, isWanted: (socket: TcpSocket) => boolean): boolean | null {
  if (version === 6 && hasNoIpv6Socket()) return false
  let descriptor: number
  try {
    descriptor = openSync(version === 6 ? '/proc/net/tcp6' : '/proc/net/tcp', 'r')
  } catch {
    return null
  }
  try {
    return findListener(() => readStep(descriptor), isWanted)
  } catch {
    return null
  } finally {
    closeSync(descriptor)
  }
}

function findListener(next: () => string, isWanted: (socket: TcpSocket) => boolean): boolean {
  let rest = ''
  for (;;) {
    const step = next()
    if (step === '') return false
    const rows = (rest + step).split('\n')
    rest = rows.pop() ?? ''
    for (const row of rows) {
      const socket = parseNetTcpRow(row)
      if (socket && !socket.isListening) return false
      if (socket && isWanted(socket)) return true
    }
  }
}

function readStep(descriptor: number): string {
  const bytes = Buffer.alloc(STEP_BYTES)
  return decodeLatin1(bytes.subarray(0, readSync(descriptor, bytes)))
}

/** Without a connection to list, the kernel looks through the whole table; the count is at hand. */
function hasNoIpv6Socket(): boolean {
  const counts = readHead('/proc/net/sockstat6', COUNTS_BYTES)
  return counts !== null && decodeLatin1(counts).startsWith('TCP6: inuse 0\n')
}
