import type { Diagnostic } from '../../../model/diagnostic.ts'
import { type CheckResult, combine, type DoctorCheck, ok } from '../../check.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'
import { warningsFor } from '../../warnings.ts'
import { remedyForRefusal } from './refusal-remedies.ts'

/** Everything that would refuse a run, and the warnings of a run that no other check reports. */
export const configuration: DoctorCheck = {
  id: 'configuration',
  title: 'Configuration',
  subject: 'identity',
  needsNetwork: false,
  asks: [],
  run(context) {
    const { run } = context
    if (run.configuration === null) return combine(run.refusals.map(fromRefusal))
    const warnings = warningsFor('configuration', context)
    return warnings.length > 0 ? combine(warnings.map(fromDiagnostic)) : ok('a run would start')
  },
}

function fromRefusal(refusal: Diagnostic): CheckResult {
  const result = fromDiagnostic(refusal)
  const remedy = remedyForRefusal(refusal)
  return remedy === '' ? result : { ...result, remedy }
}
