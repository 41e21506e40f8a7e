// One Python in which MLflow's client is loaded once, and that runs one script after the other. See worker.py.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Result } from '../../rig/project.ts'
import { clientScript } from './client-script.ts'

type Environment = Readonly<Record<string, string>>

export class ClientWorker {
  readonly #python: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #ended: Promise<unknown>
  readonly #waiting: ((line: string | null) => void)[] = []
  #stderr = ''

  /** @param command a Python, maybe behind the launcher */
  constructor([program, ...words]: readonly [string, ...string[]], cwd: string, env: Environment) {
    this.#python = spawn(program, [...words, clientScript('worker.py')], { cwd, env, stdio: 'pipe' })
    this.#python.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
    })
    createInterface({ input: this.#python.stdout }).on('line', (line) => this.#waiting.shift()?.(line))
    this.#ended = once(this.#python, 'close').finally(() => {
      for (const settle of this.#waiting.splice(0)) settle(null)
    })
    // A question to a worker that has ended is answered by the lines above.
    this.#python.stdin.on('error', () => {})
  }

  /** What it has written about itself: the launcher's summary, warnings. */
  get stderr(): string {
    return this.#stderr
  }

  /**
   * Runs one of the client scripts to its end.
   *
   * @param env all of the script's environment; null for the worker's own
   */
  async run(script: string, args: readonly string[] = [], env: Environment | null = null): Promise<Result> {
    const answer = new Promise<string | null>((resolve) => this.#waiting.push(resolve))
    this.#python.stdin.write(`${JSON.stringify({ script: clientScript(script), args, env })}\n`)
    const line = await answer
    if (line === null) throw new Error(`the worker for ${script} has ended:\n${this.#stderr}`)
    return { signal: null, ...JSON.parse(line) }
  }

  /** Lets the script that runs come to its end. */
  async stop(): Promise<void> {
    this.#python.stdin.end()
    await this.#ended
  }
}
