import { readFileSync } from 'node:fs'
import type { World } from '../model/host-context.ts'

/** The bit of CAP_NET_BIND_SERVICE, linux/capability.h. */
const BIND_SERVICE = 10n
const USUAL = 1024

/**
 * The lowest port that this process may listen on; 0 where none is kept from it, or where nothing tells.
 *
 * @see capabilities(7); ip(7), ip_unprivileged_port_start
 */
export function findLowestPort({ platform, uid }: Pick<World, 'platform' | 'uid'>): number {
  if (platform !== 'linux') return 0
  const [, mask] = /^CapEff:\t([0-9a-f]+)$/m.exec(read('/proc/self/status')) ?? []
  if (mask ? ((BigInt(`0x${mask}`) >> BIND_SERVICE) & 1n) === 1n : uid === 0) return 0
  const start = read('/proc/sys/net/ipv4/ip_unprivileged_port_start').trim()
  return /^\d+$/.test(start) ? Number(start) : USUAL
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
