import type { Duplex } from 'node:stream'
import type { Awaited, Exchange } from './exchange.ts'
import type { Limits } from './limits.ts'

interface Watched {
  awaited: Awaited
  progress: number
  /** When it last changed. */
  since: number
}

/** Finds exchanges in which somebody keeps the others waiting: one timer for all of them. */
export class StallWatch {
  readonly #limits: Limits
  readonly #watched = new Map<Exchange, Watched>()
  readonly #timer: NodeJS.Timeout

  constructor(limits: Limits) {
    this.#limits = limits
    const shortest = Math.min(limits.bodyWindowMs, limits.readerMs, limits.upstreamMs)
    const interval = Math.max(10, Math.min(1000, shortest / 4))
    this.#timer = setInterval(() => this.#look(performance.now()), interval)
    this.#timer.unref()
  }

  add(exchange: Exchange): void {
    this.#watched.set(exchange, { awaited: exchange.awaited(), progress: exchange.progress, since: performance.now() })
  }

  /** @returns whether it was there */
  remove(exchange: Exchange): boolean {
    return this.#watched.delete(exchange)
  }

  get exchanges(): IterableIterator<Exchange> {
    return this.#watched.keys()
  }

  /** Those of a connection, in their order. */
  of(socket: Duplex): Exchange[] {
    return [...this.exchanges].filter(({ request }) => request.socket === socket)
  }

  get size(): number {
    return this.#watched.size
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(now: number): void {
    for (const [exchange, watched] of this.#watched) {
      const awaited = exchange.awaited()
      const { progress } = exchange
      const moved = progress - watched.progress
      // A body has to come at some speed: one byte now and then would hold a place for ever.
      const needed = awaited === 'client body' ? this.#limits.bodyWindowBytes : 1
      const isOver = now - watched.since >= this.#limitOf(awaited)
      if (awaited !== watched.awaited || moved >= needed) Object.assign(watched, { awaited, progress, since: now })
      else if (isOver) {
        Object.assign(watched, { since: now })
        exchange.onStall(awaited)
      }
    }
  }

  #limitOf(awaited: Awaited): number {
    switch (awaited) {
      case 'client body':
        return this.#limits.bodyWindowMs
      case 'client reading':
        return this.#limits.readerMs
      case 'upstream':
        return this.#limits.upstreamMs
      case 'nobody':
        return Number.POSITIVE_INFINITY
    }
  }
}
