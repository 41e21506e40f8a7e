import { replacedModules as ofServer } from '../../../checks/replaced-modules.ts'
import { list, quote } from '../../../model/format.ts'
import { type DoctorCheck, fail, ok, warn } from '../../check.ts'

/** What no script of MLflow works without. */
const ESSENTIAL = /^(?:mlflow|boto3|botocore|requests|urllib3)\b/

/** Files in the working directory that Python would import in place of what MLflow means. */
export const replacedModules: DoctorCheck = {
  id: 'replaced-modules',
  title: 'Modules in the way',
  subject: 'machine',
  needsNetwork: false,
  asks: [],
  run({ hostContext }) {
    const [finding] = ofServer.run({ cwd: hostContext.cwd } as Parameters<typeof ofServer.run>[0])
    if (!finding) return ok('none in the working directory')
    const { files } = finding.data as { readonly files: readonly string[] }
    const shown = list(files.map(quote))
    const remedy = `rename ${shown}`
    if (files.some((file) => ESSENTIAL.test(file))) {
      return fail(`a script here imports ${shown} in place of the package of that name`, shown, remedy)
    }
    return warn(
      `a script here, and MLflow's server, would import ${shown} in place of Python's own module`,
      shown,
      remedy,
    )
  },
}
