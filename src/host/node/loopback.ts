import process from 'node:process'
import type { TcpSocket } from '../net-tcp.ts'
import { readHead } from './files.ts'
import { hasListener } from './socket-table.ts'
import { decodeLatin1 } from './text.ts'

/** On loopback an answer comes at once. */
const CONNECT_TIMEOUT_MS = 200
const RELEASE_BYTES = 4096

/** Any address, and any mapped one, as the kernel writes them. */
const ANY_IPV4 = ['00000000', '00000000000000000000000000000000', '0000000000000000FFFF000000000000']
const ANY_IPV6 = '00000000000000000000000000000000'
/** ::1, on a little-endian machine. */
const LOOPBACK_IPV6 = '00000000000000000000000001000000'
const LOCALHOST = ['127.0.0.1', '::1']

export async function isListening(port: number, address: string | null): Promise<boolean> {
  const addresses = address === null ? LOCALHOST : [address]
  // Loading `node:net` for a connection takes up to 20 ms, and the kernel knows already.
  const listening = addresses.flatMap(listeningAddresses)
  const isWanted = (socket: TcpSocket) => socket.port === port && listening.includes(socket.address)
  const ipv4 = hasListener(4, isWanted)
  if (ipv4 || hasListener(6, isWanted)) return true
  if (ipv4 !== null && !hasPortsOfAnotherSystem()) return false
  const answers = await Promise.all(addresses.map((each) => accepts(each, port)))
  return answers.includes(true)
}

/** With WSL, ports of Windows can be reached too. */
function hasPortsOfAnotherSystem(): boolean {
  const release = readHead('/proc/sys/kernel/osrelease', RELEASE_BYTES)
  return release === null || isOfWsl(decodeLatin1(release).toLowerCase())
}

const isOfWsl = (release: string) => release.includes('microsoft') || release.includes('wsl')

/** What a server may listen at to be reached at an address of loopback. */
function listeningAddresses(address: string): readonly string[] {
  if (address.includes(':')) return [ANY_IPV6, LOOPBACK_IPV6]
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
  const written = bytes.reverse().join('')
  return [...ANY_IPV4, written, `0000000000000000FFFF0000${written}`]
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
