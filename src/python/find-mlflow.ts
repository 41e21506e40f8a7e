import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { findCommand } from '../host/find-command.ts'
import type { Installation } from '../mlflow/installation.ts'
import { refuse } from '../model/failure.ts'
import type { World } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { type Answer, askPython } from './inspect.ts'
import { findInterpreter } from './script-interpreter.ts'
import { findVenvPythons } from './venv.ts'

export interface InstallationQuestion {
  readonly world: World
  /** The server's environment: its PATH is searched. */
  readonly env: Environment
  /** The project's folder. */
  readonly project: string
  /** The Python that was asked for. */
  readonly python: Sourced | null
}

/**
 * Finds the Python that runs MLflow: the one that was asked for; else that of `mlflow` on PATH; else `python3` or `python`
 * there, where it has MLflow; else the project's `.venv` or `venv`. Mostly that is one process.
 *
 * @throws {Refusal} where there is none
 */
export async function findInstallation(question: InstallationQuestion): Promise<Installation> {
  const { env, python } = question
  const { cwd } = question.world
  if (python) {
    const answer = await askPython(findNamed(python, cwd, env.PATH), env, cwd)
    if (answer.kind === 'failed') return refuse({ ...answer, code: 'python-failed' })
    return answer.installation
  }
  const behindScript = findBehindScript(question)
  const asked: Answer[] = []
  for (const candidate of candidates(question, behindScript)) {
    if (asked.some((answer) => isSame(pythonOf(answer), candidate))) continue
    const answer = await askPython(candidate, env, cwd)
    if (answer.kind === 'found' && answer.installation.versions.mlflow !== null) return answer.installation
    asked.push(answer)
  }
  // Another place to install it would leave the one on PATH as broken as it is.
  const broken = asked.find((answer) => answer.kind === 'failed' && answer.python === behindScript)
  return refuseAll(broken ? [broken] : asked)
}

/** The cheapest to look at first; the project's own is looked at only where PATH has none. */
function* candidates(question: InstallationQuestion, behindScript: string | null): Generator<string> {
  const names = [findOnPath(question, 'python3'), findOnPath(question, 'python')]
  for (const python of [behindScript, ...names]) if (python) yield python
  yield* findVenvPythons(question.world, question.project)
}

/** The Python of `mlflow` on PATH. */
function findBehindScript(question: InstallationQuestion): string | null {
  const script = findOnPath(question, 'mlflow')
  return script && findInterpreter(script, question.world.cwd, question.env.PATH)
}

function findOnPath({ world, env }: InstallationQuestion, name: string): string | null {
  const found = findCommand(name, world.cwd, env.PATH)
  return found.kind === 'found' ? found.path : null
}

function findNamed({ value, origin }: Sourced, cwd: string, path: string | undefined): string {
  const found = findCommand(value, cwd, path)
  if (found.kind === 'found') return found.path
  const reason = found.kind === 'missing' || found.reason === 'path' ? 'missing' : found.reason
  return refuse({ code: 'python-unusable', origin, python: value, reason })
}

const pythonOf = (answer: Answer) => (answer.kind === 'found' ? answer.installation.python : answer.python)

/** `python3` and `python` of one folder are mostly one program. Links into other folders are environments of their own. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true
  try {
    return dirname(one) === dirname(other) && realpathSync(one) === realpathSync(other)
  } catch {
    // A script may name one that is gone.
    return false
  }
}

/** The last one that works is the project's own, where there is one: MLflow is best installed there. */
function refuseAll(asked: readonly Answer[]): never {
  const working = asked.flatMap((answer) => (answer.kind === 'found' ? [answer.installation] : []))
  const last = working.at(-1)
  const failed = asked.find((answer) => answer.kind === 'failed')
  if (!last && failed) return refuse({ ...failed, code: 'python-failed' })
  return refuse({
    code: 'mlflow-missing',
    place: last ? { python: last.python, hasPip: last.hasPip } : null,
    looked: working.slice(0, -1).map(({ python }) => python),
    isSkinny: last?.versions['mlflow-skinny'] != null,
  })
}
