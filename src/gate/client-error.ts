import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { Exchange } from './exchange.ts'
import { REFUSALS, type Refusal } from './refusals.ts'

/**
 * Acts on what a client has sent that is no HTTP, or not in time. Node tells of it again with every piece that comes.
 *
 * @param running the requests of the connection that have not ended, in their order
 * @returns what the client is to be told, if it belongs to no request
 */
export function handleClientError(
  { code = '' }: NodeJS.ErrnoException,
  socket: Duplex,
  running: readonly Exchange[],
): Refusal | null {
  const last = running.at(-1)
  // Without a handshake nothing can be told, and the end of what is written would never come.
  const isStranger = socket instanceof TLSSocket && socket.getPeerFinished() === undefined
  if (isStranger || !socket.writable || code === 'ECONNRESET' || code === 'EPIPE') socket.destroy()
  else if (last === undefined) return refusalOf(code)
  // Only an error of its syntax is certain to let nothing more through. The end in the middle of a body is none.
  else if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') endWith(last, socket)
  else if (running.some(({ hasOwnAnswer }) => hasOwnAnswer)) socket.end(() => socket.destroy())
  else last.reset()
  return null
}

/** What would come next is anybody's guess, so a request is the last one of its connection. */
function endWith(last: Exchange, socket: Duplex): void {
  const { request, response } = last
  if (last.isLast) return
  last.isLast = true
  if (request.complete) {
    response.shouldKeepAlive = false
    response.once('close', () => socket.end(() => socket.destroy()))
  } else if (last.hasOwnAnswer) {
    socket.end(() => socket.destroy())
  } else if (response.headersSent) {
    last.reset()
  } else {
    last.refuse(REFUSALS.malformed)
  }
}

function refusalOf(code: string): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return REFUSALS.headersTooLarge
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? REFUSALS.slowRequest : REFUSALS.malformed
}
