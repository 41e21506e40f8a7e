/** What of `AbortController` the launcher uses; the engine has none: the build puts it in the place of the global. */
export class AbortController {
  readonly signal = new Signal()

  abort(): void {
    if (this.signal.aborted) return
    this.signal.aborted = true
    for (const listener of this.signal.listeners) listener()
  }
}

class Signal {
  aborted = false
  readonly listeners: (() => void)[] = []

  addEventListener(_event: 'abort', listener: () => void): void {
    this.listeners.push(listener)
  }
}
