// One of the checks in Python, with the real libraries, which are loaded once.
import { spawn } from 'node:child_process'
import { on } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pythonBin, root } from './paths.ts'

const WORKER = join(root, 'test', 'rig', 'check_worker.py')
const SCRIPTS = join(root, 'src', 'python')

export type Response = Readonly<Record<string, unknown>>

export interface CheckRequest {
  readonly env: Readonly<Record<string, string>>
  readonly args: readonly string[]
  /** Whether it is to end where it would wait before it asks again. */
  readonly once?: boolean
}

const idle = new Map<string, CheckWorker[]>()

/**
 * Runs a check.
 *
 * @param module the script's name without its ending
 * @returns all of its responses but the last, which says that it is done
 */
export async function runCheckScript(module: string, request: CheckRequest): Promise<readonly Response[]> {
  const free = idle.get(module) ?? []
  idle.set(module, free)
  const worker = free.pop() ?? new CheckWorker(module)
  const responses = await worker.ask(request)
  free.push(worker)
  return responses
}

/** A process that ends with this one, which holds its standard input. */
class CheckWorker {
  readonly #child
  readonly #lines

  constructor(module: string) {
    this.#child = spawn(join(pythonBin, 'python'), ['-B', WORKER, SCRIPTS, module], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {},
    })
    this.#lines = createInterface(this.#child.stdout)
  }

  async ask(request: CheckRequest): Promise<readonly Response[]> {
    const responses: Response[] = []
    this.#child.stdin.write(`${JSON.stringify(request)}\n`)
    for await (const [line] of on(this.#lines, 'line', { close: ['close'] })) {
      if (!line.startsWith('with-mlflow-env:')) continue
      const response: Response = JSON.parse(line.slice(line.indexOf('{')))
      if (response.kind === 'done') return responses
      responses.push(response)
    }
    throw new Error('the check did not finish')
  }
}
