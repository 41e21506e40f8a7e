// What all parts of the demo share.
import type { Cleanup } from '../test/rig/cleanup.ts'
import type { DeveloperMachine } from '../test/rig/developer-machine.ts'
import { type Server, startServer } from '../test/rig/mlflow-server.ts'
import type { Result, Shell } from '../test/rig/shell.ts'
import type { Findings } from './findings.ts'
import type { Page } from './page.ts'

export interface Scene {
  readonly cleanup: Cleanup
  readonly findings: Findings
  readonly page: Page
  readonly place: DeveloperMachine
  /** The terminal in which everything but the server is typed. */
  readonly shell: Shell
  /** Everything that any command printed, for the search for secrets. */
  readonly printed: string[]
}

/** Types a command line into the shell. */
export async function type(scene: Scene, line: string): Promise<Result> {
  scene.page.command(line)
  const result = await scene.shell.run(line)
  scene.printed.push(result.output)
  return result
}

/** Starts MLflow in a second terminal, with the same environment as the first. */
export async function serve(scene: Scene, prefix: string): Promise<Server> {
  const { cleanup, page, place, printed } = scene
  const options = `--backend-store-uri sqlite:///mlflow.db --default-artifact-root s3://mlflow-bucket --workers 1`
  const line = `${prefix}mlflow server ${options} --port ${place.port}`
  page.command(line)
  const server = await startServer(cleanup, place.port, ['/bin/sh', '-c', `exec ${line}`], {
    env: place.shell,
    cwd: place.project,
    onOutput: (text) => printed.push(text),
  })
  const block = /^MLflow Configuration:\n(?: {2}.*\n)*/m.exec(server.group.output())?.[0] ?? ''
  page.quote(block.trimEnd().split('\n').filter(Boolean))
  page.line(`  MLflow answers at ${server.url} after ${server.seconds.toFixed(1)} s`)
  return server
}

/** The id that train.py printed for its run. */
export function runId({ output }: Result): string {
  return /^run: (\w+)$/m.exec(output)?.[1] ?? 'none'
}
