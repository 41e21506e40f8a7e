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
  const count = countSockets(version)
  if (count === 0) return false
  let descriptor: number
  try {
    descriptor = openSync(version === 6 ? '/proc/net/tcp6' : '/proc/net/tcp', 'r')
  } catch {
    return null
  }
  try {
    return findListener(() => readStep(descriptor), count, isWanted)
  } catch {
    return null
  } finally {
    closeSync(descriptor)
  }
}

function findListener(next: () => string, count: number, isWanted: (socket: TcpSocket) => boolean): boolean {
  let rest = ''
  for (let seen = 0; seen < count; ) {
    const step = next()
    if (step === '') return false
    const rows = (rest + step).split('\n')
    rest = rows.pop() ?? ''
    for (const row of rows) {
      const socket = parseNetTcpRow(row)
      if (socket && !socket.isListening) return false
      if (socket && isWanted(socket)) return true
      if (socket) seen++
    }
  }
  return false
}

function readStep(descriptor: number): string {
  const bytes = Buffer.alloc(STEP_BYTES)
  return decodeLatin1(bytes.subarray(0, readSync(descriptor, bytes)))
}

/**
 * How many sockets there are besides those of ended connections. To find no next one, the kernel looks through its whole table.
 *
 * @returns infinity if it does not say
 */
function countSockets(version: 4 | 6): number {
  const [path, beginning] =
    version === 6 ? ['/proc/net/sockstat6', '\nTCP6: inuse '] : ['/proc/net/sockstat', '\nTCP: inuse ']
  const counts = readHead(path, COUNTS_BYTES)
  const [, found] = counts ? `\n${decodeLatin1(counts)}`.split(beginning) : []
  return found === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(found, 10)
}
