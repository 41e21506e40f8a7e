import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** An alert (RFC 8446, 6) that is not encrypted, as it would have to be by now. */
const BROKEN_RECORD = Buffer.from([21, 3, 3, 0, 2, 2, 80])

/** The TCP connections of a server. Under TLS they are other sockets than those of its requests. */
export class Connections {
  readonly #sockets = new Set<Socket>()
  readonly #heard = new WeakSet<Socket>()

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  /**
   * Cuts a request's connection off, so that nobody takes it for the end of the answer: not with an end, but with a reset.
   * Under TLS some versions of Python take a reset for an end too, and its urllib and urllib3 1.26 then take a part of a
   * file for the whole. Nobody overlooks a broken record.
   */
  reset(socket: Socket): void {
    const isPlain = this.#sockets.has(socket)
    const below = isPlain ? socket : this.#find(socket)
    below?.on('error', () => {})
    if (!isPlain) below?.write(BROKEN_RECORD)
    below?.resetAndDestroy()
    socket.destroy()
  }

  /** Calls back when a request's connection has closed, once for all of its requests. */
  onClose(socket: Socket, listener: () => void): void {
    if (this.#heard.has(socket)) return
    this.#heard.add(socket)
    socket.once('close', listener)
  }

  destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** The TCP connection under one with TLS: Node does not tell, but both have the same addresses. */
  #find({ remoteAddress, remotePort, localAddress, localPort }: Socket): Socket | undefined {
    return [...this.#sockets].find(
      (each) =>
        each.remotePort === remotePort &&
        each.localPort === localPort &&
        each.remoteAddress === remoteAddress &&
        each.localAddress === localAddress,
    )
  }
}
