import process from 'node:process'
import { parseNetTcp, type TcpSocket } from '../net-tcp.ts'
import { readHead } from './files.ts'
import { decodeLatin1 } from './text.ts'

/** On loopback an answer comes at once. */
const CONNECT_TIMEOUT_MS = 200
/** The kernel lists what listens before all connections, and gives at most a page at a time, in whole rows. */
const TABLE_HEAD_BYTES = 4096
const MAX_ROW_BYTES = 200
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6']

/** Any address, and any mapped one, as the kernel writes them. */
const ANY_IPV4 = ['00000000', '00000000000000000000000000000000', '0000000000000000FFFF000000000000']
const ANY_IPV6 = '00000000000000000000000000000000'
/** ::1, on a little-endian machine. */
const LOOPBACK_IPV6 = '00000000000000000000000001000000'
const LOCALHOST = ['127.0.0.1', '::1']

export async function isListening(port: number, address: string | null): Promise<boolean> {
  const addresses = address === null ? LOCALHOST : [address]
  // Reading the tables takes 1 ms, and loading `node:net` for a connection up to 20.
  const listening = addresses.flatMap(listeningAddresses)
  let isComplete = true
  for (const table of TABLES) {
    const listed = isListed(table, port, listening)
    if (listed) return true
    isComplete &&= listed !== null
  }
  if (isComplete && !hasPortsOfAnotherSystem()) return false
  const answers = await Promise.all(addresses.map((each) => accepts(each, port)))
  return answers.includes(true)
}

/** With WSL, ports of Windows can be reached too. */
function hasPortsOfAnotherSystem(): boolean {
  const release = readHead('/proc/sys/kernel/osrelease', TABLE_HEAD_BYTES)
  return release === null || /microsoft|wsl/i.test(decodeLatin1(release))
}

/** What a server may listen at to be reached at an address of loopback. */
function listeningAddresses(address: string): readonly string[] {
  if (address.includes(':')) return [ANY_IPV6, LOOPBACK_IPV6]
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
  const written = bytes.reverse().join('')
  return [...ANY_IPV4, written, `0000000000000000FFFF0000${written}`]
}

/** @returns null if the table cannot tell */
function isListed(table: string, port: number, addresses: readonly string[]): boolean | null {
  const head = readHead(table, TABLE_HEAD_BYTES)
  if (head === null) return table.endsWith('6') ? false : null
  const sockets = parseNetTcp(decodeLatin1(head))
  const isFound = (socket: TcpSocket) =>
    socket.isListening && socket.port === port && addresses.includes(socket.address)
  if (sockets.some(isFound)) return true
  // What listens may go on behind the first page.
  const isWhole = head.length < TABLE_HEAD_BYTES - MAX_ROW_BYTES || sockets.some(({ isListening }) => !isListening)
  return isWhole ? false : null
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
