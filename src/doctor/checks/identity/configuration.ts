import { combine, type DoctorCheck, ok } from '../../check.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'

/** What a run would print before it starts, or refuse. */
export const configuration: DoctorCheck = {
  id: 'configuration',
  title: 'Configuration',
  subject: 'identity',
  needsNetwork: false,
  asks: [],
  run({ run }) {
    if (run.refusal) return fromDiagnostic(run.refusal)
    const warnings = run.configuration.warnings.filter(({ severity }) => severity !== 'notice')
    return warnings.length > 0 ? combine(warnings.map(fromDiagnostic)) : ok('a run would start')
  },
}
