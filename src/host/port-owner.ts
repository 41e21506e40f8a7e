import * as host from './index.ts'
import { listNames } from './list-names.ts'
import { parseNetTcp } from './net-tcp.ts'

/** Who listens on a port. */
export interface PortOwner {
  /** Null if the system does not tell: it is another user's. */
  readonly process: { readonly name: string; readonly pid: number } | null
  readonly uid: number
}

const ANY_ADDRESS = '0.0.0.0'
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/

/**
 * Finds out who listens on a port of this machine, if the system tells: at most one for each address.
 *
 * @param address that a server wants to bind; owners of the port on another address are left out then
 * @returns none if nobody does, or if there are no such tables
 */
export function findPortOwners(port: number, address = ''): PortOwner[] {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => parseNetTcp(read(path)))
  const owned = sockets.filter((socket) => {
    return socket.isListening && socket.port === port && conflicts(socket.address, address)
  })
  const pids = owned.length > 0 ? listPids() : []
  return owned.map(({ inode, uid }) => {
    const pid = pids.find((candidate) => ownsSocket(candidate, inode))
    return { process: pid === undefined ? null : { name: nameOf(pid), pid }, uid }
  })
}

/** The one owner of a port that a server wants to bind; null if there may be several: only one could be told to stop. */
export function findPortOwner(port: number, address: string): PortOwner | null {
  const [first = null, ...others] = findPortOwners(port, address)
  const isSure = IPV4.test(address) && address !== ANY_ADDRESS
  return isSure || others.every(({ process }) => process?.pid === first?.process?.pid) ? first : null
}

/** An IPv4 address conflicts with itself and with all addresses; for others the kernel knows more than these tables. */
function conflicts(listening: string, address: string): boolean {
  if (!IPV4.test(address) || address === ANY_ADDRESS || /^0+$/.test(listening)) return true
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
  return listening.endsWith(bytes.reverse().join(''))
}

function listPids(): number[] {
  return listNames('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []))
}

function ownsSocket(pid: number, inode: string): boolean {
  return listNames(`/proc/${pid}/fd`).some((name) => {
    try {
      return host.readLink(`/proc/${pid}/fd/${name}`) === `socket:[${inode}]`
    } catch {
      // Closed between the two looks.
      return false
    }
  })
}

function nameOf(pid: number): string {
  return read(`/proc/${pid}/comm`).trim() || 'a process'
}

function read(path: string): string {
  try {
    return host.readText(path)
  } catch {
    return ''
  }
}
