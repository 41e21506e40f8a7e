// What the demo prints: plain lines that read the same in a terminal and in a file.
import { type Account, mask } from '../../test/rig/account.ts'
import { Colours } from './colours.ts'
import { COLUMNS, wrap, wrapCommand } from './layout.ts'
import { Waiting } from './waiting.ts'

export class Page {
  readonly #stream: NodeJS.WriteStream
  readonly #colours: Colours
  readonly #waiting: Waiting
  #accounts: readonly Account[] = []

  constructor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv) {
    this.#stream = stream
    this.#colours = new Colours(stream, env)
    this.#waiting = new Waiting(stream)
  }

  /** From here on these accounts' keys are masked in all that is printed. */
  hide(accounts: readonly Account[]): void {
    this.#accounts = accounts
  }

  title(text: string): void {
    this.#print('')
    for (const line of wrap(text, COLUMNS)) this.#print(this.#colours.paint('strong', line))
  }

  line(text: string): void {
    for (const line of wrap(this.#mask(`  ${text}`), COLUMNS, 0)) this.#print(line)
  }

  /** A new paragraph: what comes next. */
  remark(text: string): void {
    this.#print('')
    this.line(text)
  }

  command(text: string): void {
    this.#print('')
    const lines = wrapCommand(this.#mask(text), COLUMNS - 4)
    for (const [index, line] of lines.entries()) {
      this.#print(`  ${this.#colours.paint('strong', `${index === 0 ? '$' : ' '} ${line}`)}`)
    }
  }

  /** Lines of a command's own output. */
  quote(lines: readonly string[]): void {
    const bar = this.#colours.paint('quiet', '|')
    for (const line of lines.flatMap((line) => wrap(this.#mask(line), COLUMNS - 4))) {
      this.#print(`  ${bar} ${this.#colours.mark(line)}`)
    }
  }

  verdict(holds: boolean, when: string, claim: string, seen: string): void {
    const word = holds ? this.#colours.paint('good', 'ok') : this.#colours.paint('bad', 'failed')
    const blanks = ' '.repeat(holds ? 5 : 1)
    const [first = '', ...more] = wrap(`${when.padEnd(7)}${claim.padEnd(39)} ${this.#mask(seen)}`, COLUMNS - 9)
    this.#print(`  ${word}${blanks}${first}`)
    for (const line of more) this.#print(`         ${line}`)
  }

  /** Waits for something. A terminal shows for how long. */
  during<T>(what: string, work: Promise<T>): Promise<T> {
    return this.#waiting.during(what, work)
  }

  /** What went wrong, on standard error. */
  failure(text: string): void {
    this.#waiting.clear()
    process.stderr.write(`${this.#mask(text)}\n`)
  }

  #mask(text: string): string {
    return mask(text, this.#accounts)
  }

  #print(text: string): void {
    this.#waiting.clear()
    this.#stream.write(`${text.trimEnd()}\n`)
  }
}
