import type { Configuration } from '../../../configure/configuration.ts'
import { isRegularFile } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'
import { type Diagnostic, isLauncherError } from '../../../model/diagnostic.ts'
import { formatName, list, quote, unique } from '../../../model/format.ts'
import { inspectWrappers } from '../../../wrappers/index.ts'
import { type CheckResult, combine, type DoctorCheck, ok, skipBecause } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'
import { warningsFor } from '../../warnings.ts'

/** What would give a program other values than the launcher did: `load_dotenv()`, a shell's start-up files, a Makefile. */
export const setAgain: DoctorCheck = {
  id: 'set-again',
  title: 'Set again',
  subject: 'identity',
  needsNetwork: false,
  asks: [],
  run(context) {
    const { configuration } = context.run
    if (!configuration) return skipBecause('configuration', "not resolved: see the check 'configuration'")
    const warnings = [...warningsFor('set-again', context), ...warningsOfMake(context, configuration)]
    if (warnings.length > 0) return combine(warnings.map(explain))
    return ok('no file that programs read by themselves sets an account, a host or a server of its own')
  },
}

const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile']

/** What `make` in the project's folder would be warned of. */
function warningsOfMake({ hostContext, project }: DoctorContext, configuration: Configuration): Diagnostic[] {
  if (!MAKEFILES.some((name) => isRegularFile(host.joinPath(project, name)))) return []
  try {
    const { warnings } = inspectWrappers({ ...hostContext, cwd: project }, configuration, ['make'])
    return warnings.filter((warning) => !configuration.warnings.some(({ message }) => message === warning.message))
  } catch (error) {
    if (isLauncherError(error)) return []
    throw error
  }
}

function explain(warning: Diagnostic): CheckResult {
  const result = fromDiagnostic(warning)
  const { origin, data } = warning
  const { names = [], replaced = [] } = Object(data) as { readonly names?: string[]; readonly replaced?: string[] }
  if (origin?.kind !== 'file' || !REMOVABLE.includes(warning.code)) return result
  const all = list(
    unique([...names, ...replaced])
      .slice(0, 6)
      .map(formatName),
  )
  const elsewhere = warning.code === 'dotenv-reintroduces' ? ', or move these lines to a file that no script loads' : ''
  return { ...result, remedy: `remove ${all} from ${quote(origin.display)}${elsewhere}` }
}

/** Of files that set what nobody needs next to the launcher. */
const REMOVABLE = ['dotenv-reintroduces', 'startup-file-sets']
