// What the demo prints: plain lines that read the same in a terminal and in a file, with a little colour in the first.
import { type Account, mask } from '../test/rig/account.ts'

export class Page {
  #colour: boolean
  #accounts: readonly Account[] = []

  constructor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv) {
    this.#colour = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  }

  /** From here on these accounts' keys are masked in all that is printed. */
  hide(accounts: readonly Account[]): void {
    this.#accounts = accounts
  }

  title(text: string): void {
    this.#print(`\n${this.#paint(1, text)}`)
  }

  line(text = ''): void {
    this.#print(`  ${text}`)
  }

  command(text: string): void {
    this.#print(`\n  ${this.#paint(1, `$ ${text}`)}`)
  }

  /** Lines of a command's own output. */
  quote(lines: readonly string[]): void {
    for (const line of lines) this.#print(`    ${this.#paint(2, '|')} ${line}`)
  }

  verdict(holds: boolean, text: string): void {
    const word = holds ? this.#paint(32, 'ok    ') : this.#paint(31, 'failed')
    this.#print(`  ${word}  ${text}`)
  }

  /** What went wrong, on standard error. */
  failure(text: string): void {
    process.stderr.write(`${mask(text, this.#accounts)}\n`)
  }

  #paint(code: number, text: string): string {
    return this.#colour ? `\x1b[${code}m${text}\x1b[0m` : text
  }

  #print(text: string): void {
    process.stdout.write(`${mask(text, this.#accounts).trimEnd()}\n`)
  }
}
