import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { reachableHost } from '../mlflow/server-address.ts'
import {
  answer,
  healthAnswer,
  jsonAnswer,
  keyAnswer,
  type OwnAnswer,
  rawAnswer,
  redirectAnswer,
  refusalAnswer,
} from './answer.ts'
import { handleClientError } from './client-error.ts'
import { Connections } from './connections.ts'
import { type Decision, decide, KEY_PATH, type Rules } from './decide.ts'
import { Exchange } from './exchange.ts'
import { type ForwardContext, forward } from './forward.ts'
import type { GateOptions } from './gate-options.ts'
import { type Limits, limitsOf } from './limits.ts'
import { createListener } from './listener.ts'
import { rawEntry } from './log-entry.ts'
import { Readiness } from './readiness.ts'
import { REFUSALS, type Refusal } from './refusals.ts'
import { ReusingAgent } from './reusing-agent.ts'
import { NO_ARTIFACTS } from './serves-artifacts.ts'
import { StallWatch } from './stall-watch.ts'
import { hostOf } from './upstream.ts'

export interface Gate {
  /** Where clients reach it, with the prefix, without a slash at the end. */
  readonly url: string
  /**
   * Stops to listen, and waits for the requests that are running. Those that have not ended in time are cut off, with a
   * reset. When it resolves, `onRequest` was told of all of them.
   *
   * @param graceMs in milliseconds
   * @param force aborted to wait no longer
   */
  close(graceMs: number, force?: AbortSignal): Promise<void>
}

/**
 * Opens the gate: from here on requests with a key reach MLflow.
 *
 * Rejects with the system's `code` if it cannot listen there.
 */
export async function openGate(options: GateOptions): Promise<Gate> {
  const opened = new OpenGate(options)
  await opened.listen()
  return opened
}

class OpenGate implements Gate {
  readonly #options: GateOptions
  readonly #server: Server
  readonly #rules: Rules
  readonly #context: ForwardContext
  readonly #limits: Limits
  readonly #watch: StallWatch
  readonly #readiness: Readiness
  readonly #connections: Connections
  #isClosing = false
  #onIdle: () => void = () => {}

  constructor(options: GateOptions) {
    const { upstream, pathPrefix, tls, service, keys, maxBodyBytes, servesArtifacts } = options
    const limits = limitsOf(options.upstreamTimeoutMs, options.limits)
    const scheme = tls ? 'https' : 'http'
    const upstreamHost = hostOf(upstream)
    const places = { prefix: pathPrefix, upstreamPrefix: upstream.prefix, upstreamHost }
    this.#options = options
    this.#limits = limits
    this.#rules = { keys, service, pathPrefix, maxBodyBytes, servesArtifacts }
    const reusing = new ReusingAgent(limits.upstreamIdleMs)
    this.#context = { address: upstream, places, scheme, maxBodyBytes, limits, reusing }
    this.#watch = new StallWatch(limits)
    this.#readiness = new Readiness(upstream, upstreamHost)
    this.#server = createListener(tls, limits)
    this.#connections = new Connections(this.#server)
    this.#server.on('request', (request, response) => this.#onRequest(request, response, false))
    this.#server.on('checkContinue', (request, response) => this.#onRequest(request, response, true))
    this.#server.on('checkExpectation', (request, response) => this.#onExpectation(request, response))
    this.#server.on('clientError', (error, socket) => this.#onClientError(error, socket))
    this.#server.on('connect', (_, socket) => this.#refuseRaw(socket, REFUSALS.method, 'CONNECT'))
  }

  listen(): Promise<void> {
    const { host, port } = this.#options.listen
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ host, port, exclusive: true }, () => {
        // Later ones are of single connections, such as a lack of descriptors.
        this.#server.off('error', reject).on('error', (error) => this.#options.onFailure?.(error))
        resolve()
      })
    })
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo
    return `${this.#context.scheme}://${reachableHost(this.#options.listen.host)}:${port}${this.#options.pathPrefix}`
  }

  async close(graceMs: number, force?: AbortSignal): Promise<void> {
    this.#isClosing = true
    this.#server.close()
    this.#server.closeIdleConnections()
    if (this.#watch.size > 0) await this.#whenIdle(graceMs, force)
    for (const exchange of this.#watch.exchanges) exchange.reset()
    // What was cut off is told too, as soon as the system has closed it.
    if (this.#watch.size > 0) await this.#whenIdle(this.#limits.cutOffMs)
    this.#connections.destroyAll()
    this.#context.reusing.destroy()
    this.#watch.close()
  }

  #whenIdle(graceMs: number, force?: AbortSignal): Promise<void> {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs)
      this.#onIdle = () => {
        clearTimeout(timer)
        resolve()
      }
      if (force?.aborted) this.#onIdle()
      else force?.addEventListener('abort', this.#onIdle, { once: true })
    })
  }

  #begin(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): Exchange {
    const exchange = new Exchange(request, response, expectsContinue, this.#connections)
    // Otherwise the connection would be kept for a request that nobody would answer.
    if (this.#isClosing) response.shouldKeepAlive = false
    this.#watch.add(exchange)
    // A client that goes away in the middle is no error of the gate's.
    request.on('error', () => {})
    response.on('error', () => {})
    response.on('close', () => this.#end(exchange))
    exchange.refuse = (refusal) => this.#answer(exchange, refusalAnswer(refusal))
    this.#connections.onClose(request.socket, () => this.#endAll(request.socket))
    return exchange
  }

  /** Node does not close the answers that wait for an earlier one of their connection. */
  #endAll(socket: Duplex): void {
    for (const { response } of this.#watch.of(socket)) if (response.socket === null) response.emit('close')
  }

  #end(exchange: Exchange): void {
    if (!this.#watch.remove(exchange)) return
    this.#options.onRequest(exchange.entry(this.#options.service))
    if (!this.#isClosing) return
    this.#server.closeIdleConnections()
    if (this.#watch.size === 0) this.#onIdle()
  }

  #onRequest(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    const exchange = this.#begin(request, response, expectsContinue)
    this.#guard(exchange, () => this.#act(exchange, this.#decide(exchange)))
  }

  /** Whatever happens to one request, the others go on, and it gets no further. */
  async #guard(exchange: Exchange, act: () => void | Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      this.#options.onFailure?.(error)
      this.#answer(exchange, refusalAnswer(REFUSALS.internal))
    }
  }

  #decide(exchange: Exchange): Decision {
    const { method = '', url = '', httpVersion, rawHeaders } = exchange.request
    const decision = decide({ method, url, httpVersion, rawHeaders }, this.#rules)
    if ('key' in decision) exchange.key = decision.key
    if ('route' in decision) exchange.route = decision.route?.name ?? null
    return decision
  }

  #act(exchange: Exchange, decision: Decision): void | Promise<void> {
    switch (decision.kind) {
      case 'health':
        return this.#answerHealth(exchange, decision.of)
      case 'refuse':
        this.#answer(exchange, refusalAnswer(decision.refusal))
        break
      case 'key':
        exchange.route = KEY_PATH
        this.#answer(exchange, keyAnswer(decision.key))
        break
      case 'redirect':
        this.#answer(exchange, redirectAnswer(decision.location))
        break
      case 'no artifacts':
        this.#answer(exchange, jsonAnswer(NO_ARTIFACTS.status, NO_ARTIFACTS.body))
        break
      case 'forward':
        forward(exchange, decision, this.#context)
    }
  }

  #answer(exchange: Exchange, own: OwnAnswer): void {
    answer(exchange, own, this.#limits)
  }

  async #answerHealth(exchange: Exchange, of: 'gate' | 'upstream'): Promise<void> {
    exchange.route = of === 'gate' ? '/healthz' : '/readyz'
    const isWell = of === 'gate' || (await this.#readiness.ask())
    // A balancer that had a connection already learns to send nothing more.
    this.#answer(exchange, healthAnswer(isWell, of === 'upstream' && this.#isClosing))
  }

  /** The key comes first here too. */
  #onExpectation(request: IncomingMessage, response: ServerResponse): void {
    const exchange = this.#begin(request, response, true)
    this.#guard(exchange, () => {
      const decision = this.#decide(exchange)
      const refusal = decision.kind === 'refuse' && decision.key === null ? decision.refusal : REFUSALS.expectation
      this.#answer(exchange, refusalAnswer(refusal))
    })
  }

  #onClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
    const refusal = handleClientError(error, socket, this.#watch.of(socket))
    if (refusal) this.#refuseRaw(socket, refusal, null)
  }

  /** For what Node makes no request of. */
  #refuseRaw(socket: Duplex, refusal: Refusal, method: string | null): void {
    const own = refusalAnswer(refusal)
    socket.on('error', () => {})
    // Behind a request that is being answered, this would be taken for its answer.
    if (this.#watch.of(socket).length > 0) socket.destroy()
    else socket.end(rawAnswer(own), () => socket.destroy())
    this.#options.onRequest(rawEntry(this.#options.service, method, own.status, Buffer.byteLength(own.body)))
  }
}
