// A Python that loads its packages once and then answers one question after the other: a line in, a line out.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export class PythonWorker {
  readonly #python: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #ended: Promise<unknown>
  readonly #waiting: ((line: string | null) => void)[] = []
  #stderr = ''

  /** @param env the whole environment */
  constructor([program, ...words]: readonly [string, ...string[]], cwd: string, env: Readonly<Record<string, string>>) {
    this.#python = spawn(program, words, { cwd, env, stdio: 'pipe' })
    this.#python.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
    })
    createInterface({ input: this.#python.stdout }).on('line', (line) => this.#waiting.shift()?.(line))
    const close = () => {
      for (const settle of this.#waiting.splice(0)) settle(null)
    }
    const fail = (error: Error) => {
      this.#stderr += error.message
    }
    this.#ended = once(this.#python, 'close').catch(fail).finally(close)
    // A question to a worker that has ended is answered by the lines above.
    this.#python.stdin.on('error', () => {})
  }

  /** What it has written that is no answer. */
  get stderr(): string {
    return this.#stderr
  }

  async ask(question: object): Promise<unknown> {
    const answer = new Promise<string | null>((resolve) => this.#waiting.push(resolve))
    this.#python.stdin.write(`${JSON.stringify(question)}\n`)
    const line = await answer
    if (line === null) throw new Error(`${this.#python.spawnargs.join(' ')} has ended:\n${this.#stderr}`)
    return JSON.parse(line)
  }

  /** Lets it answer what it was asked, and end. */
  async stop(): Promise<void> {
    this.#python.stdin.end()
    await this.#ended
  }
}
