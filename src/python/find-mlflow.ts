import { findCommand } from '../host/find-command.ts'
import type { MlflowInstallation, PythonInstallation } from '../mlflow/installation.ts'
import { fail } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { pythonDiagnostics } from './diagnostics.ts'
import { type InspectionResult, inspectPython } from './inspect.ts'
import { isSamePython } from './same-python.ts'
import { findInterpreter } from './script-interpreter.ts'
import { findVenvPythons } from './venv.ts'

export interface FindMlflowInput {
  readonly hostContext: HostContext
  /** The server's environment: its PATH is searched. */
  readonly env: Environment
  /** The project's directory. */
  readonly project: string
  /** The Python that the user named. */
  readonly python: Sourced | null
}

/**
 * Finds the Python that runs MLflow: the one that the user named; else that of `mlflow` on PATH; else `python3` or
 * `python` there if it has MLflow; else the project's `.venv` or `venv`. Usually one process is enough.
 *
 * @throws {LauncherError} python-unusable, venv-unusable, python-failed, mlflow-missing
 */
export async function findMlflow(input: FindMlflowInput): Promise<MlflowInstallation> {
  const { env, python } = input
  const { cwd } = input.hostContext
  if (python) {
    const result = await inspectPython(findNamed(python, cwd, env.PATH), env, cwd, input.project)
    return withMlflow(result) ?? failAll([result])
  }
  const ofScript = findPythonOfScript(input)
  const results: InspectionResult[] = []
  for (const candidate of candidates(input, ofScript)) {
    if (results.some((result) => isSamePython(pythonOf(result), candidate))) continue
    const result = await inspectPython(candidate, env, cwd, input.project)
    const found = withMlflow(result)
    if (found) return found
    results.push(result)
  }
  // Installing it elsewhere would leave the one on PATH as broken as it is.
  const broken = results.find((result) => result.kind === 'failed' && result.python === ofScript)
  return failAll(broken ? [broken] : results)
}

/** The cheapest first; the project's own is inspected only if PATH has none. */
function* candidates(input: FindMlflowInput, ofScript: string | null): Generator<string> {
  const names = [findOnPath(input, 'python3'), findOnPath(input, 'python')]
  for (const python of [ofScript, ...names]) if (python) yield python
  yield* findVenvPythons(input.hostContext, input.project)
}

/** The Python of `mlflow` on PATH. */
function findPythonOfScript(input: FindMlflowInput): string | null {
  const script = findOnPath(input, 'mlflow')
  return script && findInterpreter(script, input.hostContext.cwd, input.env.PATH)
}

function findOnPath({ hostContext, env }: FindMlflowInput, name: string): string | null {
  const found = findCommand(name, hostContext.cwd, env.PATH)
  return found.kind === 'found' ? found.path : null
}

function findNamed({ value, origin }: Sourced, cwd: string, path: string | undefined): string {
  const found = findCommand(value, cwd, path)
  if (found.kind === 'found') return found.path
  const reason = found.kind === 'missing' || found.reason === 'path' ? 'missing' : found.reason
  return fail(pythonDiagnostics.error('python-unusable', origin, { python: value, reason }))
}

function withMlflow(result: InspectionResult): MlflowInstallation | null {
  return result.kind === 'found' && hasMlflow(result.installation) ? result.installation : null
}

const hasMlflow = (installation: PythonInstallation): installation is MlflowInstallation =>
  installation.versions.mlflow !== null

const pythonOf = (result: InspectionResult) => (result.kind === 'found' ? result.installation.python : result.python)

/** The last one that works is the project's own, if there is one: that is the best place for MLflow. */
function failAll(results: readonly InspectionResult[]): never {
  const working = results.flatMap((result) => (result.kind === 'found' ? [result.installation] : []))
  const last = working.at(-1)
  const failed = results.find((result) => result.kind === 'failed')
  if (!last && failed) return fail(pythonDiagnostics.error('python-failed', null, failed))
  return fail(
    pythonDiagnostics.error('mlflow-missing', null, {
      environment: last ? { python: last.python, installer: last.installer } : null,
      others: working.slice(0, -1).map(({ python }) => python),
      isSkinny: last?.versions['mlflow-skinny'] != null,
    }),
  )
}
