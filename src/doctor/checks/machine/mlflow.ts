import * as host from '../../../host/index.ts'
import { installCommand, reinstallCommand } from '../../../mlflow/install-command.ts'
import { list, printable, quote } from '../../../model/format.ts'
import { isOnlyStandIn } from '../../broken-environments.ts'
import { type CheckResult, type DoctorCheck, fail, ok, skipBecause, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { type Installation, mlflowVersion } from '../../installation.ts'
import { Unanswered } from '../../unanswered.ts'
import { inBrokenEnvironment } from './in-broken-environment.ts'

/** MLflow where the project's scripts run. It is imported in a process of its own, and not with --offline: that takes seconds. */
export const mlflow: DoctorCheck = {
  id: 'mlflow',
  title: 'MLflow',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation', 'mlflow'],
  async run(context) {
    const installation = await context.probe.installation()
    const { mlflow: whole = null, 'mlflow-skinny': skinny = null } = installation.versions
    const where = quote(installation.python)
    if (whole === null && skinny === null) {
      if (isOnlyStandIn(installation, context)) return inBrokenEnvironment('MLflow')
      return fail('MLflow is not installed', where, installCommand(installation, 'mlflow>=3'))
    }
    const hidden = explainHidden(installation, context)
    if (hidden) return hidden
    const error = await importError(context)
    if (error !== null) {
      const remedy = mendImport(installation)
      return fail(`'import mlflow' fails (${printable(error)})`, where, remedy)
    }
    if (whole !== null && skinny !== null && whole !== skinny) {
      const found = `MLflow ${printable(whole)} has the mlflow-skinny of ${printable(skinny)}, and needs its own`
      return warn(found, where, installCommand(installation, `mlflow-skinny==${whole}`))
    }
    const missing = installation.mlflow?.missing ?? []
    if (missing.length > 0) {
      const found = `MLflow requires ${list(missing.slice(0, 5).map(printable))}, which ${missing.length > 1 ? 'are' : 'is'} not installed`
      return warn(found, where, mendImport(installation))
    }
    if (whole !== null) return ok(`MLflow ${printable(whole)}`)
    return ok(`mlflow-skinny ${printable(skinny ?? '')}, which is enough for clients`)
  },
}

/** Another module of that name, or files that are not there. */
function explainHidden(installation: Installation, { env, hostContext }: DoctorContext): CheckResult | null {
  const { shadow = null, isGone = false } = installation.mlflow ?? {}
  if (shadow !== null) {
    const folder = host.dirname(host.basename(shadow) === '__init__.py' ? host.dirname(shadow) : shadow)
    const paths = (env.PYTHONPATH ?? '')
      .split(':')
      .flatMap((one) => (one === '' ? [] : host.resolvePath(hostContext.cwd, one)))
    const isOfPath = paths.includes(folder)
    if (isOfPath && host.basename(shadow) === 'mlflow.py') {
      return skipBecause('replaced-modules', "another module is in its place (see 'replaced-modules')")
    }
    const remedy = isOfPath
      ? `take ${quote(folder)} out of PYTHONPATH, or rename ${quote(shadow)}`
      : `rename ${quote(shadow)}`
    return fail(
      `Python takes ${quote(shadow)} for MLflow, in place of the one that is installed`,
      quote(shadow),
      remedy,
    )
  }
  if (!isGone) return null
  const found = `MLflow ${printable(mlflowVersion(installation.versions) ?? '')} is listed as installed, and its files are not there`
  return fail(found, quote(installation.python), mendImport(installation, true))
}

/** What is missing comes along with MLflow; what is broken is installed once more. */
function mendImport(installation: Installation, isBroken = false): string {
  const { versions } = installation
  const name = versions.mlflow ? `mlflow==${versions.mlflow}` : `mlflow-skinny==${versions['mlflow-skinny']}`
  const isIncomplete = !isBroken && (installation.mlflow?.missing.length ?? 0) > 0
  return isIncomplete ? installCommand(installation, name) : reinstallCommand(installation, name)
}

/** The last line of what Python said; null if the import works, or was not tried. */
async function importError({ isOffline, probe }: DoctorContext): Promise<string | null> {
  if (isOffline) return null
  try {
    const { error } = await probe.ask('mlflow')
    return typeof error === 'string' ? error : null
  } catch (reason) {
    if (reason instanceof Unanswered) return null
    throw reason
  }
}
