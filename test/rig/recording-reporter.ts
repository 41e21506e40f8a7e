// Keeps the events of a server instead of printing them.
import type { Output, ServerEvent, ServerReporter } from '../../src/server/events.ts'

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>

export class RecordingReporter implements ServerReporter {
  readonly events: ServerEvent[] = []
  readonly #listeners = new Set<(event: ServerEvent) => void>()

  report(event: ServerEvent): readonly Output[] {
    this.events.push(event)
    for (const listener of this.#listeners) listener(event)
    return []
  }

  /** The first event of a kind, whenever it comes. */
  first<Type extends ServerEvent['type']>(
    type: Type,
    matches: (event: EventOf<Type>) => boolean = () => true,
  ): Promise<EventOf<Type>> {
    const isIt = (event: ServerEvent): event is EventOf<Type> => event.type === type && matches(event as EventOf<Type>)
    const found = this.events.find(isIt)
    if (found) return Promise.resolve(found)
    return new Promise((resolve) => {
      const listener = (event: ServerEvent) => {
        if (!isIt(event)) return
        this.#listeners.delete(listener)
        resolve(event)
      }
      this.#listeners.add(listener)
    })
  }

  /** The kinds in their order, without the progress of the start and of the end, and MLflow's output. */
  get types(): string[] {
    const leftOut: readonly string[] = ['starting', 'output', 'stop-progress', 'stop-finished']
    return this.events.map(({ type }) => type).filter((type) => !leftOut.includes(type))
  }

  /** What MLflow has written, both streams as they came. */
  get output(): string {
    return this.events
      .flatMap((event) => (event.type === 'output' ? [Buffer.from(event.bytes).toString()] : []))
      .join('')
  }
}
