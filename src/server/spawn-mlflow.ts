import type { ChildProcess } from 'node:child_process'
import process from 'node:process'
import { type ExitResult, toExitResult } from '../host/exit-result.ts'
import { toSpawnError } from '../launch/preflight.ts'
import type { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './server-plan.ts'

/** After the exit its last output is read; other processes may keep the pipe open. */
const LAST_OUTPUT_TIMEOUT_MS = 200

export interface MlflowProcess {
  /** The process id, which is its process group's too. */
  readonly pid: number
  readonly exited: Promise<ExitResult>
}

/** The arguments that make Python start MLflow: `-m`, so that MLflow itself composes uvicorn's command line. */
export function mlflowArgs({ passthroughArgs }: Pick<ServerPlan, 'passthroughArgs'>): string[] {
  return ['-m', 'mlflow', 'server', ...passthroughArgs]
}

/**
 * Starts MLflow in a session of its own: what a terminal sends to its foreground is for the launcher to decide.
 *
 * With `node:child_process` and not execa: nothing is collected here and no result is awaited, the output is relayed with
 * back-pressure, and the whole group is terminated by shutdown.ts. execa would also name the working directory, which
 * fails if the directory can no longer be entered by its path; without a name it is inherited.
 *
 * @throws {LauncherError} if the system does not start it
 */
export async function spawnMlflow(plan: ServerPlan, output: OutputRelay): Promise<MlflowProcess> {
  const command = plan.installation.python
  const args = mlflowArgs(plan)
  try {
    const { spawn } = process.getBuiltinModule('node:child_process')
    const child = spawn(command, args, {
      env: plan.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    output.connect(1, child.stdout)
    output.connect(2, child.stderr)
    const exited = whenExited(child, output)
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    return { pid: child.pid ?? 0, exited }
  } catch (error) {
    throw toSpawnError({ ...plan, command, args }, error)
  }
}

function whenExited(child: ChildProcess, output: OutputRelay): Promise<ExitResult> {
  return new Promise((resolve) => {
    child.once('exit', (exitCode, signal) => {
      output.ignoreBackpressure()
      const settle = () => resolve(toExitResult(exitCode, signal))
      child.once('close', settle)
      setTimeout(settle, LAST_OUTPUT_TIMEOUT_MS)
    })
  })
}
