import type { Exchange } from './exchange.ts'
import type { AdmittedKey } from './keys.ts'
import type { Limits } from './limits.ts'
import type { Refusal } from './refusals.ts'

/** A short answer of the gate's own. */
export interface OwnAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
  /** Other headers, names and values in turn. */
  readonly headers?: readonly string[]
  readonly closes?: boolean
}

export function jsonAnswer(status: number, body: unknown): OwnAnswer {
  return { status, type: 'application/json', body: JSON.stringify(body) }
}

export function refusalAnswer({ status, code, message, headers = [], closes = false }: Refusal): OwnAnswer {
  return { ...jsonAnswer(status, { error_code: code, message }), headers, closes }
}

/** What the holder of a key may know of it, so that one that permits too little is found before it is needed. */
export function keyAnswer({ id, service, scope, expiresAt }: AdmittedKey): OwnAnswer {
  return jsonAnswer(200, { id, service, scope, expiresAt: expiresAt?.toISOString() ?? null })
}

export function redirectAnswer(location: string): OwnAnswer {
  return { status: 308, type: 'text/plain', body: '', headers: ['Location', location] }
}

/** What a balancer is told. @param isLeaving whether it is to send nothing more */
export function healthAnswer(isWell: boolean, isLeaving: boolean): OwnAnswer {
  const body = isLeaving ? 'The server is about to end' : isWell ? 'OK' : 'MLflow does not answer'
  return { status: isWell && !isLeaving ? 200 : 503, type: 'text/plain', body }
}

/** The headers of an answer of the gate's own, names and values in turn. */
export function ownHeaders({ type, body, headers = [] }: OwnAnswer): string[] {
  const length = String(Buffer.byteLength(body))
  const fixed = ['Content-Type', type, 'Content-Length', length, 'Cache-Control', 'no-store']
  return [...fixed, 'X-Content-Type-Options', 'nosniff', ...headers]
}

/** An answer in bytes, for what Node makes no request of. */
export function rawAnswer(own: OwnAnswer): string {
  const headers = [...ownHeaders(own), 'Connection', 'close']
  const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1]}`] : []))
  return `HTTP/1.1 ${own.status} Refused\r\n${lines.join('\r\n')}\r\n\r\n${own.body}`
}

/** A body up to this size is read to its end, and the connection goes on. In bytes. */
const SMALL_BODY_BYTES = 65_536

/** Answers, and reads what is left of the body to its end, within limits. */
export function answer(exchange: Exchange, own: OwnAnswer, limits: Limits): void {
  const { request, response } = exchange
  if (response.headersSent || response.destroyed) return
  exchange.hasOwnAnswer = true
  const isComplete = request.complete || !mayHaveBody(exchange)
  const isSmall = Number(request.headers['content-length'] ?? Number.NaN) <= SMALL_BODY_BYTES
  const closes = own.closes || (!isComplete && (exchange.expectsContinue || !isSmall))
  response.writeHead(own.status, [...ownHeaders(own), ...(closes ? ['Connection', 'close'] : [])])
  if (request.method !== 'HEAD') {
    exchange.bytesOut += Buffer.byteLength(own.body)
    response.write(own.body)
  }
  drain(exchange, limits, () => response.end())
}

function mayHaveBody({ request }: Exchange): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  return encoding !== undefined || (length !== undefined && length !== '0')
}

/**
 * Reads and forgets what is left of a request's body. A client that is cut off while it still sends gets an error of the
 * network, and repeats everything instead of showing what it was told.
 *
 * @param then called once, when there is no more or enough
 */
export function drain(exchange: Exchange, limits: Limits, then: () => void): void {
  const { request } = exchange
  if (request.complete || request.destroyed || !mayHaveBody(exchange)) {
    request.resume()
    then()
    return
  }
  let left = limits.drainBytes
  const idleMs = exchange.expectsContinue ? Math.min(limits.drainIdleMs, 1000) : limits.drainIdleMs
  const end = () => {
    clearTimeout(total)
    clearTimeout(idle)
    request.off('data', onData).off('end', end).off('close', end)
    then()
  }
  const total = setTimeout(end, limits.drainMs)
  const idle = setTimeout(end, idleMs)
  const onData = (chunk: Buffer) => {
    left -= chunk.length
    exchange.bytesIn += chunk.length
    if (left < 0) end()
    else idle.refresh()
  }
  request.on('data', onData).on('end', end).on('close', end).resume()
}
