import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { answer, drain, refusalAnswer } from './answer.ts'
import type { Forward } from './decide.ts'
import type { Awaited, Exchange } from './exchange.ts'
import type { Limits } from './limits.ts'
import type { Places } from './location.ts'
import { REFUSALS, type Refusal } from './refusals.ts'
import { hasCertainEnd, isPassable } from './reply-framing.ts'
import { type ClientSide, upstreamHeaders } from './request-headers.ts'
import { clientHeaders } from './response-headers.ts'
import { requestUpstream, type UpstreamAddress } from './upstream.ts'

/** What forwarding depends on. */
export interface ForwardContext {
  readonly address: UpstreamAddress
  readonly places: Places
  readonly scheme: 'http' | 'https'
  readonly maxBodyBytes: number | null
  readonly limits: Limits
  /** The connections that serve more than one request. */
  readonly reusing: Agent
}

/** Methods for which servers expect a length, even of nothing. */
const WITH_BODY = ['POST', 'PUT', 'PATCH']

/** Sends a request on, and its answer back. Both bodies are streamed: no more of them is held than is on its way. */
export function forward(exchange: Exchange, { framing, rest }: Forward, context: ForwardContext): void {
  const { request } = exchange
  const { method = '' } = request
  const client: ClientSide = {
    // An IPv4 client at an IPv6 address of ours.
    address: request.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? null,
    scheme: context.scheme,
    prefix: context.places.prefix,
  }
  const hasBody = WITH_BODY.includes(method)
  const headers = upstreamHeaders(request, framing, client, context.places.upstreamHost, hasBody)
  const send = (mayReuse: boolean) =>
    requestUpstream(context.address, method, rest, headers, mayReuse ? context.reusing : undefined)
  // RFC 9110, 9.2.2: what only reads can be repeated. An answer to HEAD is left out, because some servers send a body.
  const isRepeatable = method === 'GET' && framing.kind === 'none'
  new Relay(exchange, context, send, isRepeatable).start()
}

class Relay {
  readonly #exchange: Exchange
  readonly #context: ForwardContext
  readonly #send: (mayReuse: boolean) => ClientRequest
  readonly #isRepeatable: boolean
  #upstream: ClientRequest
  /** Null until MLflow has answered. */
  #reply: IncomingMessage | null = null
  /** Whether the client has been answered, by MLflow or by the gate. */
  #isAnswered = false
  #isAborted = false

  constructor(
    exchange: Exchange,
    context: ForwardContext,
    send: (mayReuse: boolean) => ClientRequest,
    isRepeatable: boolean,
  ) {
    this.#exchange = exchange
    this.#context = context
    this.#send = send
    this.#isRepeatable = isRepeatable
    this.#upstream = this.#listen(send(isRepeatable))
  }

  #listen(upstream: ClientRequest): ClientRequest {
    upstream.on('response', (reply) => {
      if (!hasCertainEnd(reply)) upstream.shouldKeepAlive = false
      this.#onReply(reply)
    })
    // 1xx: what comes behind it could be two answers.
    upstream.on('information', () => {
      upstream.shouldKeepAlive = false
    })
    upstream.on('error', (error) => this.#onError(upstream, error))
    // An answer that nobody has asked for, such as 101.
    upstream.on('upgrade', (_, socket) => {
      socket.destroy()
      this.#refuse(REFUSALS.upstreamDown)
    })
    return upstream
  }

  #onError(upstream: ClientRequest, { code = '' }: NodeJS.ErrnoException): void {
    // Of a connection that has been replaced.
    if (upstream !== this.#upstream) return
    // Node takes this too for the end of an answer that has no length.
    if (this.#reply?.complete === false) this.#exchange.reset()
    if (this.#isAnswered || this.#isAborted) return
    const { reusedSocket } = upstream
    // MLflow has closed the connection while the request was on its way.
    if (reusedSocket && ['ECONNRESET', 'EPIPE'].includes(code)) {
      this.#upstream = this.#listen(this.#send(false))
      this.#upstream.end()
    } else {
      this.#refuse(REFUSALS.upstreamDown)
    }
  }

  start(): void {
    const { request, response } = this.#exchange
    const upstream = this.#upstream
    this.#exchange.awaited = () => this.#awaited()
    this.#exchange.onStall = (awaited) => this.#onStall(awaited)
    this.#exchange.refuse = (refusal) => this.#refuse(refusal)
    response.on('close', () => {
      if (!response.writableFinished) this.#abort()
    })
    if (this.#exchange.expectsContinue) {
      // Only when somebody will take the body.
      upstream.on('socket', (socket) => {
        if (socket.connecting) socket.once('connect', () => this.#continue())
        else this.#continue()
      })
    }
    if (this.#isRepeatable) {
      request.resume()
      upstream.end()
      return
    }
    request.on('data', (chunk: Buffer) => this.#count(chunk.length))
    request.pipe(upstream)
  }

  #continue(): void {
    if (this.#isAnswered) return
    this.#exchange.expectsContinue = false
    this.#exchange.response.writeContinue()
  }

  #count(bytes: number): void {
    if (this.#isAnswered) return
    this.#exchange.bytesIn += bytes
    const { maxBodyBytes } = this.#context
    if (maxBodyBytes !== null && this.#exchange.bytesIn > maxBodyBytes) this.#refuse(REFUSALS.tooLarge)
  }

  #onReply(reply: IncomingMessage): void {
    const { request, response } = this.#exchange
    if (this.#isAnswered || response.destroyed) {
      reply.destroy()
      return
    }
    if (!isPassable(reply)) {
      this.#refuse(REFUSALS.upstreamDown)
      return
    }
    this.#reply = reply
    this.#isAnswered = true
    const headers = clientHeaders(reply.rawHeaders, this.#context.places)
    // What is left of the body is of no interest to MLflow: it may have closed its side already.
    if (!request.complete) headers.push('Connection', 'close')
    try {
      response.writeHead(reply.statusCode ?? 0, headers)
    } catch {
      // Nothing that can be told over HTTP.
      this.#isAnswered = false
      this.#refuse(REFUSALS.upstreamDown)
      return
    }
    reply.on('data', (chunk: Buffer) => {
      this.#exchange.bytesOut += chunk.length
    })
    reply.on('error', () => this.#exchange.reset())
    reply.on('close', () => {
      if (!reply.complete) this.#exchange.reset()
    })
    reply.on('end', () => this.#end(reply))
    reply.pipe(response, { end: false })
  }

  #end(reply: IncomingMessage): void {
    if (!reply.complete) return
    this.#stopBody()
    drain(this.#exchange, this.#context.limits, () => this.#exchange.response.end())
  }

  /** Nothing more of the body goes to MLflow. */
  #stopBody(): void {
    const { request } = this.#exchange
    request.unpipe(this.#upstream)
    if (!request.complete) this.#upstream.destroy()
  }

  #refuse(refusal: Refusal): void {
    if (this.#isAnswered) return
    this.#isAnswered = true
    this.#abort()
    answer(this.#exchange, refusalAnswer(refusal), this.#context.limits)
  }

  #abort(): void {
    this.#isAborted = true
    this.#exchange.request.unpipe(this.#upstream)
    this.#upstream.destroy()
  }

  #awaited(): Awaited {
    const { request, response } = this.#exchange
    if (this.#reply?.complete || (this.#isAnswered && !this.#reply)) return 'client reading'
    if (this.#reply) return response.writableNeedDrain ? 'client reading' : 'upstream'
    return request.complete || this.#exchange.expectsContinue || this.#upstream.writableNeedDrain
      ? 'upstream'
      : 'client body'
  }

  #onStall(awaited: Awaited): void {
    if (this.#isAnswered) this.#exchange.reset()
    else this.#refuse(awaited === 'client body' ? REFUSALS.slowRequest : REFUSALS.upstreamSlow)
  }
}
