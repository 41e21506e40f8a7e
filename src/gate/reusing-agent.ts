import { Agent, type ClientRequest } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * Connections that serve one request after the other. A request that gets one has to be repeatable: MLflow may be about to
 * close it.
 */
export class ReusingAgent extends Agent {
  /** @param idleMs how long a connection may wait for its next request, in milliseconds */
  constructor(idleMs: number) {
    super({ keepAlive: true, timeout: idleMs, scheduling: 'lifo' })
  }

  /** What comes behind an answer would be taken for the next one, which may be for somebody else. */
  override keepSocketAlive(socket: Duplex): boolean {
    // Node's types do not know that it tells.
    const isKept = super.keepSocketAlive(socket) as unknown as boolean
    if (isKept) socket.on('data', destroy)
    return isKept && socket.readableLength === 0
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    socket.off('data', destroy)
    super.reuseSocket(socket, request)
  }
}

function destroy(this: Duplex): void {
  this.destroy()
}
