import { replacedModules as ofServer } from '../../../checks/replaced-modules.ts'
import { displayPath } from '../../../host/display-path.ts'
import { tryStat } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'
import { list, quote, unique } from '../../../model/format.ts'
import { type DoctorCheck, fail, ok, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'

/** What no script of MLflow works without. */
const ESSENTIAL = ['mlflow', 'boto3', 'botocore', 'requests', 'urllib3']

/** Files that Python would import in place of what MLflow means. */
export const replacedModules: DoctorCheck = {
  id: 'replaced-modules',
  title: 'Modules in the way',
  subject: 'machine',
  needsNetwork: false,
  asks: [],
  run(context) {
    const { cwd } = context.hostContext
    const [finding] = ofServer.run({ cwd } as Parameters<typeof ofServer.run>[0])
    const { files: here = [] } = (finding?.data ?? {}) as { readonly files?: readonly string[] }
    const essential = unique([...here.filter(isEssential), ...findBeside(context)])
    if (essential.length > 0) {
      const shown = list(essential.map((file) => quote(file)))
      return fail(`a script would import ${shown} in place of the package of that name`, shown, `rename ${shown}`)
    }
    if (here.length === 0) return ok('none')
    const shown = list(here.map((file) => quote(file)))
    const found = `a script here, and MLflow's server, would import ${shown} in place of Python's own module`
    return warn(found, shown, `rename ${shown}`)
  },
}

const isEssential = (file: string) => ESSENTIAL.includes(/^\w+/.exec(file)?.[0] ?? '')

/** Python looks first in the folder of the script, and then in those of PYTHONPATH. */
function findBeside({ hostContext: { cwd }, env, scripts }: DoctorContext): string[] {
  const ofScripts = scripts.map(({ path }) => host.dirname(path))
  const ofPath = (env.PYTHONPATH ?? '')
    .split(':')
    .flatMap((entry) => (entry === '' ? [] : host.resolvePath(cwd, entry)))
  return unique([...ofScripts, ...ofPath]).flatMap((folder) =>
    ESSENTIAL.map((name) => host.joinPath(folder, `${name}.py`))
      .filter((path) => folder !== cwd && tryStat(path)?.kind === 'file')
      .map((path) => displayPath(cwd, path)),
  )
}
