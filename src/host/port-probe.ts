import process from 'node:process'
import { readBeginning } from './read-head.ts'

/** How long a connection attempt may take, in milliseconds. On loopback an answer comes at once. */
const PATIENCE = 200
/** The kernel lists what listens before all connections, and gives a page at a time. In bytes. */
const FIRST = 4096

/** Whether anything accepts connections on a port of this machine, on either loopback address. */
export async function isListening(port: number): Promise<boolean> {
  if (isListed(port)) return true
  // A table does not know of ports that are redirected.
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => accepts(host, port)))
  return answers.includes(true)
}

/** Addresses that loopback reaches: any, 127.0.0.1 and ::1, as the kernel writes them on a little-endian machine. */
const REACHED = [
  '00000000',
  '0100007F',
  '00000000000000000000000000000000',
  '00000000000000000000000001000000',
  '0000000000000000FFFF000000000000',
  '0000000000000000FFFF00000100007F',
]

/**
 * Whether the kernel's own tables have it, which is sooner known than a connection made.
 *
 * @see proc_pid_net(5), tcp
 */
function isListed(port: number): boolean {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  const table = readTable('/proc/net/tcp') + readTable('/proc/net/tcp6')
  // Behind the local address stand the remote one, which is all zeros here, and the state: 0A is LISTEN.
  return REACHED.some((address) => new RegExp(`: ${address}${end}0+:0000 0A `).test(table))
}

/** The beginning of a table; nothing where there is none. */
const readTable = (path: string) => readBeginning(path, FIRST)?.toString('latin1') ?? ''

function accepts(host: string, port: number): Promise<boolean> {
  const { connect } = process.getBuiltinModule('node:net')
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(PATIENCE, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
