/**
 * A value that must never be shown. Every ordinary way of printing it (template, JSON, `console.log`) gives a
 * placeholder; only `reveal()`, which stands in few places, gives the text.
 */
export class Secret {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  reveal(): string {
    return this.#text
  }
  toString(): string {
    return '[secret]'
  }
  toJSON(): string {
    return '[secret]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]'
  }
}
