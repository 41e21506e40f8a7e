import { requestUpstream, type UpstreamAddress } from './upstream.ts'

/** How long MLflow may take to say that it is well, and how long that counts. In milliseconds. */
const ANSWER_MS = 5_000
const COUNTS_MS = 1_000

/** Whether MLflow answers. Anybody may ask, so it is asked once a second at most. */
export class Readiness {
  readonly #address: UpstreamAddress
  readonly #host: string
  #last: { readonly at: number; readonly isReady: Promise<boolean> } | null = null

  constructor(address: UpstreamAddress, host: string) {
    this.#address = address
    this.#host = host
  }

  ask(): Promise<boolean> {
    const now = performance.now()
    if (this.#last === null || now - this.#last.at > COUNTS_MS) this.#last = { at: now, isReady: this.#askAll() }
    return this.#last.isReady
  }

  /** Below MLflow 3.7 the page has no prefix. */
  async #askAll(): Promise<boolean> {
    const places = [this.#address, ...(this.#address.prefix === '' ? [] : [{ ...this.#address, prefix: '' }])]
    for (const place of places) if (await this.#ask(place)) return true
    return false
  }

  #ask(address: UpstreamAddress): Promise<boolean> {
    return new Promise((resolve) => {
      const request = requestUpstream(address, 'GET', '/health', ['Host', this.#host])
      const timer = setTimeout(() => request.destroy(), ANSWER_MS)
      request.on('response', (reply) => {
        resolve(reply.statusCode === 200)
        reply.resume()
      })
      request.on('error', () => resolve(false))
      request.on('close', () => {
        clearTimeout(timer)
        resolve(false)
      })
      request.end()
    })
  }
}
