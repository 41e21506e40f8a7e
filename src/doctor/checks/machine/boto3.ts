import { isProjectOwned } from '../../../credentials/credentials.ts'
import { installCommand } from '../../../mlflow/install-command.ts'
import { printable, quote } from '../../../model/format.ts'
import { type DoctorCheck, fail, ok, skip } from '../../check.ts'

/** boto3, by which MLflow reaches S3. A project whose artifacts go through a server does without it. */
export const boto3: DoctorCheck = {
  id: 'boto3',
  title: 'boto3',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run({ probe, root, run }) {
    const installation = await probe.installation()
    const { boto3: version = null, botocore = null } = installation.versions
    if (version !== null) return ok(`boto3 ${printable(version)}, botocore ${printable(botocore ?? 'missing')}`)
    const isNeeded = root !== null || (run.configuration && isProjectOwned(run.configuration.credentials))
    if (!isNeeded) return skip('not installed, and not needed: the project names no store and no account')
    return fail(
      'boto3 is not installed, and MLflow reaches S3 by it',
      quote(installation.python),
      installCommand(installation, 'boto3'),
    )
  },
}
