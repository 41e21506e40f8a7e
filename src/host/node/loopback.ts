import process from 'node:process'
import { parseNetTcp } from '../net-tcp.ts'
import { readHead } from './files.ts'
import { decodeLatin1 } from './text.ts'

/** On loopback an answer comes at once. */
const CONNECT_TIMEOUT_MS = 200
/** The kernel lists what listens before all connections, and gives a page at a time. */
const TABLE_HEAD_BYTES = 4096

/** Addresses that loopback reaches: any, 127.0.0.1 and ::1, as the kernel writes them on a little-endian machine. */
const REACHED_BY_LOOPBACK = [
  '00000000',
  '0100007F',
  '00000000000000000000000000000000',
  '00000000000000000000000001000000',
  '0000000000000000FFFF000000000000',
  '0000000000000000FFFF00000100007F',
]

export async function isListening(port: number): Promise<boolean> {
  // Reading the tables takes 1 ms and loading `node:net` 5 ms, so most runs with a server skip the second.
  if (isListed('/proc/net/tcp', port) || isListed('/proc/net/tcp6', port)) return true
  // The tables do not have ports that a firewall redirects.
  const answers = await Promise.all(['127.0.0.1', '::1'].map((address) => accepts(address, port)))
  return answers.includes(true)
}

function isListed(table: string, port: number): boolean {
  const head = readHead(table, TABLE_HEAD_BYTES)
  const sockets = head ? parseNetTcp(decodeLatin1(head)) : []
  return sockets.some((socket) => {
    return socket.isListening && socket.port === port && REACHED_BY_LOOPBACK.includes(socket.address)
  })
}

function accepts(host: string, port: number): Promise<boolean> {
  const { connect } = process.getBuiltinModule('node:net')
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
