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
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , uid, , inode] = row.trim().split(/\s+/)
    const [address, port] = local.split(':')
    if (!address || !port || !inode) return []
    return { address, port: Number.parseInt(port, 16), isListening: state === LISTEN, uid: Number(uid), inode }
  })
}
