import { isProjectOwned } from '../../../credentials/credentials.ts'
import { installCommand } from '../../../mlflow/install-command.ts'
import { printable, quote } from '../../../model/format.ts'
import { isOnlyStandIn } from '../../broken-environments.ts'
import { type DoctorCheck, fail, ok, skip, warn } from '../../check.ts'
import { inBrokenEnvironment } from './in-broken-environment.ts'

/** boto3, by which MLflow reaches S3. A project whose artifacts go through a server does without it. */
export const boto3: DoctorCheck = {
  id: 'boto3',
  title: 'boto3',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run(context) {
    const { probe, root, run } = context
    const installation = await probe.installation()
    const { boto3: version = null, botocore = null } = installation.versions
    const where = quote(installation.python)
    if (version !== null) {
      const found = `boto3 ${printable(version)}, botocore ${printable(botocore ?? 'missing')}`
      if (botocore !== null && belongTogether(version, botocore)) return ok(found)
      return warn(`${found}: they are not of one release`, where, installCommand(installation, `boto3==${version}`))
    }
    if (isOnlyStandIn(installation, context)) return inBrokenEnvironment('boto3')
    const command = installCommand(installation, 'boto3')
    if (root) return fail('boto3 is not installed, and MLflow reaches S3 by it', where, command)
    if (run.configuration && isProjectOwned(run.configuration.credentials)) {
      return warn("boto3 is not installed, and nothing else uses the project's keys", where, command)
    }
    return skip('not installed, and not needed: the project names no store and no account')
  },
}

/** boto3 1.33 and later take the botocore of their own minor version only. */
function belongTogether(version: string, botocore: string): boolean {
  const [one, other] = [version, botocore].map((text) => /^(\d+)\.(\d+)/.exec(text))
  if (!one || !other || Number(one[1]) !== 1 || Number(one[2]) < 33) return true
  return one[0] === other[0]
}
