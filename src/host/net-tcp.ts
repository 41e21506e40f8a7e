/** A socket as /proc/net/tcp and /proc/net/tcp6 list it. */
export interface TcpSocket {
  /** The local address in hexadecimal digits, in the byte order of the machine. */
  readonly address: string
  readonly port: number
  readonly isListening: boolean
  readonly uid: number
  readonly inode: string
}

/** The state of a socket that listens. */
const LISTEN = '0A'

/** @see proc_pid_net(5), tcp */
export function parseNetTcp(table: string): TcpSocket[] {
  const [, ...rows] = table.split('\n')
  return rows.flatMap((row) => parseRow(row) ?? [])
}

/** @returns null for a row that is cut off */
function parseRow(row: string): TcpSocket | null {
  const [, local = '', , state, , , , uid, , inode] = row.split(' ').filter((field) => field !== '')
  const [address, port] = local.split(':')
  if (!address || !port || !inode) return null
  return { address, port: Number.parseInt(port, 16), isListening: state === LISTEN, uid: Number(uid), inode }
}
