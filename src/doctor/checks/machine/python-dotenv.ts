import { installCommand } from '../../../mlflow/install-command.ts'
import { isAtLeast } from '../../../mlflow/version.ts'
import { printable } from '../../../model/format.ts'
import { type DoctorCheck, fail, ok, skip } from '../../check.ts'

const DISABLED = 'PYTHON_DOTENV_DISABLED'

/** Whether python-dotenv heeds the variable by which a script's own load_dotenv() is turned off. */
export const pythonDotenv: DoctorCheck = {
  id: 'python-dotenv',
  title: 'python-dotenv',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run({ probe, run }) {
    const installation = await probe.installation()
    const version = installation.versions['python-dotenv'] ?? null
    if (version === null) return skip('not installed, so no script reads .env with it')
    const isNeeded = run.configuration?.change.set.has(DISABLED) ?? false
    if (!isNeeded || isAtLeast(version, 1, 2)) return ok(`python-dotenv ${printable(version)}`)
    return fail(
      `python-dotenv ${printable(version)} ignores ${DISABLED}, so load_dotenv() in a script brings back what was removed`,
      "see the check 'set-again'",
      installCommand(installation, 'python-dotenv>=1.2', true),
    )
  },
}
