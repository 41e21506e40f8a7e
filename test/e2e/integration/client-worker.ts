// One Python in which MLflow's client is loaded once, and that runs one script after the other. See worker.py.
import type { Result } from '../../rig/project.ts'
import { PythonWorker } from '../../rig/python-worker.ts'
import { clientScript } from './client-script.ts'

type Environment = Readonly<Record<string, string>>

export class ClientWorker {
  readonly #python: PythonWorker

  /** @param command a Python, maybe behind the launcher */
  constructor(command: readonly [string, ...string[]], cwd: string, env: Environment) {
    this.#python = new PythonWorker([...command, clientScript('worker.py')], cwd, env)
  }

  /** What it has written about itself: the launcher's summary, warnings. */
  get stderr(): string {
    return this.#python.stderr
  }

  /**
   * Runs one of the client scripts to its end.
   *
   * @param env all of the script's environment; null for the worker's own
   */
  async run(script: string, args: readonly string[], env: Environment | null): Promise<Result> {
    const answer = (await this.#python.ask({ script: clientScript(script), args, env })) as Omit<Result, 'signal'>
    return { ...answer, signal: null }
  }

  /** Lets the script that runs come to its end. */
  stop(): Promise<void> {
    return this.#python.stop()
  }
}
