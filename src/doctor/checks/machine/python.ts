import { displayPath } from '../../../host/display-path.ts'
import { findCommand } from '../../../host/find-command.ts'
import { printable, quote } from '../../../model/format.ts'
import { findProjectTool, hasUv } from '../../../python/find-installer.ts'
import { type BrokenEnvironment, findBrokenEnvironments, makeAgainCommand } from '../../broken-environments.ts'
import { type CheckResult, combine, type DoctorCheck, fail, ok, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { hasMlflow, type Installation } from '../../installation.ts'
import { Unanswered } from '../../unanswered.ts'
import { quotePath } from '../quote-path.ts'
import { repairPython } from './repair-python.ts'

/** The Python that runs the project's scripts. */
export const python: DoctorCheck = {
  id: 'python',
  title: 'Python',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run(context) {
    const found = await attempt(context)
    const isNamed = found instanceof Unanswered ? found.message.includes('named') : found.isNamed
    const hasIt = !(found instanceof Unanswered) && hasMlflow(found)
    const broken = isNamed ? [] : findBrokenEnvironments(context)
    const result = found instanceof Unanswered ? explainMissing(found, context) : describe(found, context)
    return combine([...broken.map((one) => explainBroken(one, hasIt, context)), result])
  },
}

async function attempt({ probe }: DoctorContext): Promise<Installation | Unanswered> {
  try {
    return await probe.installation()
  } catch (error) {
    if (error instanceof Unanswered && ['no python', 'broken python'].includes(error.why)) return error
    throw error
  }
}

/** A failure only if the scripts have no other Python with MLflow. */
function explainBroken(broken: BrokenEnvironment, hasIt: boolean, context: DoctorContext): CheckResult {
  const { display, why, before, isActive } = broken
  const shown = quote(display)
  const again = makeAgainCommand(broken, context)
  const where = isActive ? `VIRTUAL_ENV (${shown})` : shown
  const report = hasIt ? warn : fail
  switch (why) {
    case 'gone':
      return report(`the environment that is active, ${shown}, is gone`, where, `deactivate, then ${again}`)
    case 'broken':
      return report(`${shown} has no working bin/python: the Python that made it is gone`, where, again)
    case 'other version': {
      const found = `${shown} has the packages of Python ${before}, and its bin/python is another version now`
      return report(found, where, again)
    }
    case 'moved': {
      const found = `${shown} was made as ${quote(before ?? '')}: its programs (activate, pip, mlflow) look there`
      return warn(found, where, again)
    }
    case 'unreadable':
      return report(`${shown} cannot be read`, where, 'check its permissions and its owner')
    case 'foreign':
      return report(`${shown} belongs to another user`, where, 'name its Python with --python if you trust it')
  }
}

function explainMissing(error: Unanswered, { hostContext: { cwd }, env }: DoctorContext): CheckResult {
  const { message, why, reason } = error
  if (why === 'broken python') {
    return fail(`Python does not work (${printable(message)})`, printable(reason ?? ''), repairPython(message, env))
  }
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
    `${hasUv({ env, cwd }) ? 'uv venv' : 'install Python, then python3 -m venv .venv'}, in the project; or name another one with --python`,
  )
}

/** `python train.py` runs what PATH has first, whatever the project's own environment has. */
function describe(found: Installation, { hostContext, env, project }: DoctorContext): CheckResult {
  const shown = displayPath(hostContext.cwd, found.python)
  const [failed] = found.failed
  if (failed) {
    const report = hasMlflow(found) ? warn : fail
    const what = `${quote(failed.python)} does not work (${printable(failed.reason)}), and ${quote(shown)} was asked instead`
    return report(what, quote(failed.python), repairPython(failed.reason, env))
  }
  const onPath = findCommand('python', hostContext.cwd, env.PATH)
  const first = onPath.kind === 'found' ? onPath : findCommand('python3', hostContext.cwd, env.PATH)
  // Such a tool runs scripts in the project's environment by itself: nobody activates it.
  const isMeant = found.isNamed || findProjectTool([project]) !== null
  if (first.kind !== 'found' || first.path === found.python || !hasMlflow(found) || isMeant) {
    return ok(`Python ${found.version}`, quote(shown))
  }
  return warn(
    `'python' is ${quote(first.path)}, which has no MLflow or does not work; ${quote(shown)} has it`,
    quote(shown),
    `with-mlflow-env ${quotePath(shown)} train.py, or activate its environment first`,
  )
}
