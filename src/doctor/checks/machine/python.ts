import { displayPath } from '../../../host/display-path.ts'
import { findCommand } from '../../../host/find-command.ts'
import { tryStat } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'
import { quote } from '../../../model/format.ts'
import { type CheckResult, type DoctorCheck, fail, ok, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { hasMlflow, type Installation } from '../../installation.ts'
import { Unanswered } from '../../unanswered.ts'
import { quotePath } from '../quote-path.ts'

/** The Python that runs the project's scripts. */
export const python: DoctorCheck = {
  id: 'python',
  title: 'Python',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run(context) {
    try {
      return describe(await context.probe.installation(), context)
    } catch (error) {
      if (error instanceof Unanswered && error.why === 'no python') return missing(error)
      if (error instanceof Unanswered && error.why === 'broken python') {
        return fail(`Python does not work (${error.message})`, '', 'repair it, or name another one with --python')
      }
      throw error
    }
  },
}

function missing({ message }: Unanswered): CheckResult {
  if (message.includes('named')) {
    return fail(
      message,
      '--python, or WITH_MLFLOW_ENV_PYTHON',
      'name one that exists, or none: it is searched for then',
    )
  }
  return fail(
    "there is no 'python' or 'python3' on PATH, and none in .venv or venv of the project",
    '',
    'uv venv, or python3 -m venv .venv, in the project; or name another one with --python',
  )
}

/** Tools that run the project's scripts in its `.venv` by themselves: nobody activates it. */
const LOCKS = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pixi.lock']

/** `python train.py` runs what PATH has first, whatever the project's own environment has. */
function describe(found: Installation, { hostContext, env, project }: DoctorContext): CheckResult {
  const shown = displayPath(hostContext.cwd, found.python)
  const onPath = findCommand('python', hostContext.cwd, env.PATH)
  const first = onPath.kind === 'found' ? onPath : findCommand('python3', hostContext.cwd, env.PATH)
  const isMeant = found.isNamed || LOCKS.some((name) => tryStat(host.joinPath(project, name)))
  if (first.kind !== 'found' || first.path === found.python || !hasMlflow(found) || isMeant) {
    return ok(`Python ${found.version}`, quote(shown))
  }
  return warn(
    `'python' is ${quote(first.path)}, which has no MLflow or does not work; ${quote(shown)} has it`,
    quote(shown),
    `with-mlflow-env ${quotePath(shown)} train.py, or activate its environment first`,
  )
}
