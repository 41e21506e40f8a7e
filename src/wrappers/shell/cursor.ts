/** A place in a text that moves on, with the number of its line. */
export class Cursor {
  readonly text: string
  at = 0
  line = 1

  constructor(text: string) {
    this.text = text
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The character that comes next. */
  peek(): string {
    return this.text.charAt(this.at)
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at)
  }

  next(): string {
    const character = this.text.charAt(this.at++)
    if (character === '\n') this.line++
    return character
  }

  /** The rest of the line; its end is skipped. */
  nextLine(): string {
    const stop = this.indexOrEnd('\n')
    const line = this.text.slice(this.at, stop)
    this.at = stop + 1
    this.line++
    return line
  }

  /** What an expression with the flag `y` finds here; it is skipped. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match) this.at += match[0].length
    return match
  }

  /** The text up to the next occurrence, which is skipped. */
  until(end: string): string {
    const start = this.at
    const stop = this.indexOrEnd(end)
    for (let at = this.text.indexOf('\n', start); at !== -1 && at < stop; at = this.text.indexOf('\n', at + 1))
      this.line++
    this.at = stop + 1
    return this.text.slice(start, stop)
  }

  /** The text up to the bracket that closes an open one; the bracket is skipped. */
  balanced(open: string, close: string): string {
    const start = this.at
    let depth = 1
    while (this.at < this.text.length) {
      const character = this.next()
      if (character === '\\') this.next()
      else if (character === "'" && open === '(') this.until("'")
      else if (character === open) depth++
      else if (character === close && --depth === 0) return this.text.slice(start, this.at - 1)
    }
    return this.text.slice(start)
  }

  indexOrEnd(text: string): number {
    const at = this.text.indexOf(text, this.at)
    return at === -1 ? this.text.length : at
  }
}
