/** `setTimeout` and `clearTimeout`, which the engine does not have: the build puts them in the place of the globals. */

interface Timer {
  /** As `performance.now()` counts, which no change of the clock moves. */
  readonly at: number
  readonly act: () => void
}

const timers = new Map<number, Timer>()
let last = 0

export function setTimeout(act: () => void, milliseconds = 0): number {
  timers.set(++last, { at: performance.now() + milliseconds, act })
  return last
}

export function clearTimeout(id?: number): void {
  if (id !== undefined) timers.delete(id)
}

/** How long until the next one is due, in milliseconds; undefined if there is none. */
export function untilNextTimer(): number | undefined {
  if (timers.size === 0) return undefined
  return Math.max(Math.min(...Array.from(timers.values(), ({ at }) => at)) - performance.now(), 0)
}

export function runDueTimers(): void {
  const now = performance.now()
  for (const [id, { at, act }] of timers) {
    if (at <= now && timers.delete(id)) act()
  }
}
