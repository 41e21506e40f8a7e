import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import type { Holder } from '../mlflow/lifecycle.ts'

/** The state of a socket that listens, as /proc/net/tcp has it. */
const LISTEN = '0A'

/**
 * Finds out who listens on a port of this machine, where the system tells: at most one for each address.
 *
 * @param host where a server is to listen; those on another address of the machine are left out then
 * @returns none where nobody does, or where there are no such tables
 * @see proc_pid_net(5), tcp
 */
export function findPortHolders(port: number, host = ''): Holder[] {
  const listeners = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => findListeners(path, port))
  const inTheWay = listeners.filter(({ address }) => isInTheWay(address, host))
  const pids = inTheWay.length > 0 ? processes() : []
  return inTheWay.map(({ inode, uid }) => {
    const pid = pids.find((candidate) => holds(candidate, `socket:[${inode}]`))
    return { process: pid === undefined ? null : { name: nameOf(pid), pid }, uid }
  })
}

/** The one that is in a server's way; null where it cannot be told from others, who are not to be ended for it. */
export function findPortHolder(port: number, host: string): Holder | null {
  const [first = null, ...others] = findPortHolders(port, host)
  const isSure = isIPv4(host) && host !== '0.0.0.0'
  return isSure || others.every(({ process }) => process?.pid === first?.process?.pid) ? first : null
}

interface Listener {
  /** In hexadecimal digits, as the table has it. */
  readonly address: string
  readonly inode: string
  readonly uid: number
}

function findListeners(path: string, port: number): Listener[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return read(path)
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local, , state, , , , uid, , inode] = line.trim().split(/\s+/)
      if (state !== LISTEN || !inode || !local?.endsWith(end)) return []
      return { address: local.slice(0, -end.length), inode, uid: Number(uid) }
    })
}

/** One address of IPv4 meets itself and all addresses only; of others the kernel knows more than these tables. */
function isInTheWay(address: string, host: string): boolean {
  if (!isIPv4(host) || host === '0.0.0.0' || /^0+$/.test(address)) return true
  const bytes = host.split('.').map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
  return address.endsWith(bytes.reverse().join(''))
}

function processes(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []))
  } catch {
    return []
  }
}

function holds(pid: number, target: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((name) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${name}`) === target
      } catch {
        // Closed between the two looks.
        return false
      }
    })
  } catch {
    // Another user's, or gone.
    return false
  }
}

function nameOf(pid: number): string {
  return read(`/proc/${pid}/comm`).trim() || 'a process'
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
