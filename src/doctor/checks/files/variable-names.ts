import type { Diagnostic } from '../../../model/diagnostic.ts'
import { formatName, formatOrigin } from '../../../model/format.ts'
import { type CheckResult, combine, type DoctorCheck, ok, skipBecause } from '../../check.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'
import { warningsFor } from '../../warnings.ts'

/** Names that are nearly one that the launcher reads, and those that have no effect where they are. */
export const variableNames: DoctorCheck = {
  id: 'variable-names',
  title: 'Names',
  subject: 'files',
  needsNetwork: false,
  asks: [],
  run(context) {
    if (!context.run.configuration) return skipBecause('configuration', "not resolved: see the check 'configuration'")
    const warnings = warningsFor('variable-names', context)
    return warnings.length > 0 ? combine(warnings.map(explain)) : ok('no name looks misspelt')
  },
}

function explain(warning: Diagnostic): CheckResult {
  const result = fromDiagnostic(warning)
  const { suggestion } = Object(warning.data)
  if (warning.code !== 'unknown-variable' || !warning.origin) return result
  const place = formatOrigin(warning.origin)
  return { ...result, remedy: suggestion ? `rename ${place} to ${formatName(suggestion)}` : `remove ${place}` }
}
