// The line that counts the seconds while something runs: on a terminal only, written once a second in its own place.
const CLEAR = '\r\x1b[K'

export class Waiting {
  readonly #stream: NodeJS.WriteStream
  #timer: NodeJS.Timeout | undefined

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
  }

  async during<T>(what: string, work: Promise<T>): Promise<T> {
    if (!this.#stream.isTTY) return work
    const started = performance.now()
    const show = () => {
      const seconds = Math.round((performance.now() - started) / 1000)
      this.#stream.write(`${CLEAR}  … ${what}, ${seconds} s`.slice(0, this.#stream.columns + CLEAR.length - 1))
    }
    this.#timer = setInterval(show, 1000)
    try {
      return await work
    } finally {
      this.clear()
    }
  }

  clear(): void {
    if (this.#timer === undefined) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#stream.write(CLEAR)
  }
}
