// Reads what the reporting child says, event by event.
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const reportingChild = fileURLToPath(new URL('reporting-child.mjs', import.meta.url))

export interface Report {
  readonly ready?: number
  readonly args?: readonly string[]
  readonly signal?: NodeJS.Signals
}

/** The child's events, in order; asking for the next one waits for it. */
export class EventReader {
  readonly #events: AsyncIterator<string>
  constructor(child: ChildProcess) {
    if (!child.stdout) throw new TypeError('stdout must be a pipe')
    this.#events = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  }

  async next(): Promise<Report> {
    const { done, value } = await this.#events.next()
    if (done) throw new Error('the child ended without another word')
    return JSON.parse(value) as Report
  }
}
