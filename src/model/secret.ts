const PLACEHOLDER = '[secret]'
const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * A value that must never be shown. Every ordinary way of printing it (template, JSON, `console.log`) gives a
 * placeholder; only `reveal()`, which is called in few places, gives the text.
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
    return PLACEHOLDER
  }
  toJSON(): string {
    return PLACEHOLDER
  }
  [INSPECT](): string {
    return PLACEHOLDER
  }
}

/** A map whose values, and names that could be parts of one, must never be shown: the variables of a `.env` file. */
export class SecretMap<T> extends Map<string, T> {
  toJSON(): string {
    return PLACEHOLDER
  }
  [INSPECT](): string {
    return PLACEHOLDER
  }
}
