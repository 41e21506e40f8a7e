import { installCommand } from '../../../mlflow/install-command.ts'
import { printable, quote } from '../../../model/format.ts'
import { isOnlyStandIn } from '../../broken-environments.ts'
import { type DoctorCheck, fail, ok, warn } from '../../check.ts'
import { inBrokenEnvironment } from './in-broken-environment.ts'

/** MLflow where the project's scripts run. It is not imported: that takes seconds. */
export const mlflow: DoctorCheck = {
  id: 'mlflow',
  title: 'MLflow',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run(context) {
    const installation = await context.probe.installation()
    const { mlflow: whole = null, 'mlflow-skinny': skinny = null } = installation.versions
    if (whole !== null && skinny !== null && whole !== skinny) {
      const found = `MLflow ${printable(whole)} has the mlflow-skinny of ${printable(skinny)}, and needs its own`
      return warn(found, quote(installation.python), installCommand(installation, `mlflow-skinny==${whole}`))
    }
    if (whole !== null) return ok(`MLflow ${printable(whole)}`)
    if (skinny !== null) return ok(`mlflow-skinny ${printable(skinny)}, which is enough for clients`)
    if (isOnlyStandIn(installation, context)) return inBrokenEnvironment('MLflow')
    return fail('MLflow is not installed', quote(installation.python), installCommand(installation, 'mlflow>=3'))
  },
}
