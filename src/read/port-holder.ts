import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { Holder } from '../resolve/server/lifecycle.ts'

/** The state of a socket that listens, as /proc/net/tcp has it. */
const LISTEN = '0A'

/**
 * Finds out who listens on a port of this machine, where the system tells.
 *
 * @returns null where nobody does, or where there are no such tables
 * @see proc_pid_net(5), tcp
 */
export function findPortHolder(port: number): Holder | null {
  const sockets = new Map(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => listeners(path, port)))
  const [uid] = sockets.values()
  if (uid === undefined) return null
  const targets = new Set([...sockets.keys()].map((inode) => `socket:[${inode}]`))
  const pid = processes().find((candidate) => holds(candidate, targets))
  if (pid === undefined) return { process: null, uid }
  return { process: { name: nameOf(pid), pid }, uid }
}

/** Inode and user of each socket. */
function listeners(path: string, port: number): [inode: string, uid: number][] {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0')
  const found: [string, number][] = []
  for (const line of read(path).split('\n').slice(1)) {
    const [, local, , state, , , , uid, , inode] = line.trim().split(/\s+/)
    if (state === LISTEN && inode && local?.endsWith(`:${hexadecimal}`)) found.push([inode, Number(uid)])
  }
  return found
}

function processes(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []))
  } catch {
    return []
  }
}

function holds(pid: number, targets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((name) => {
      try {
        return targets.has(readlinkSync(`/proc/${pid}/fd/${name}`))
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
