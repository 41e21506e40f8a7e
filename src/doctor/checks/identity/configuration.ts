import { parseWithoutChecks } from '../../../dotenv/env-file.ts'
import type { Diagnostic } from '../../../model/diagnostic.ts'
import { formatSource } from '../../../model/format.ts'
import { type CheckResult, combine, type DoctorCheck, fail, ok, skipBecause } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'
import { warningsFor } from '../../warnings.ts'
import { findElsewhere } from '../files/elsewhere.ts'
import { isOfFile } from '../files/file-refusal.ts'
import { findUnsetReferences, mendUnsetReference } from '../files/unset-references.ts'
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
    if (run.configuration === null) return explainRefusals(run.refusals, context)
    const warnings = warningsFor('configuration', context)
    return warnings.length > 0 ? combine(warnings.map(fromWarning)) : ok('a run would start')
  },
}

/** A file that cannot be read is left to the check of the files. */
function explainRefusals(refusals: readonly Diagnostic[], context: DoctorContext): CheckResult {
  const others = refusals.filter((refusal) => !isOfFile(refusal))
  if (others.length === 0) return skipBecause('env-files', "a run would be refused because of a file (see 'env-files')")
  return combine(others.map((refusal) => fromRefusal(refusal, context)))
}

/** A run starts with a tracking URI that MLflow cannot use, and fails then. */
function fromWarning(warning: Diagnostic): CheckResult {
  const result = fromDiagnostic(warning)
  return warning.code === 'unusable-tracking-uri' ? { ...result, status: 'fail' } : result
}

function fromRefusal(refusal: Diagnostic, context: DoctorContext): CheckResult {
  const { where, found: told, remedy: asked } = fromDiagnostic(refusal)
  // What follows is what to do, and files that may have the credentials.
  const [required = ''] = refusal.code === 'credentials-required' ? refusal.message.split(': set MLFLOW_') : []
  const found = required || told
  const empty = findEmpty(refusal, context)
  if (empty) {
    const { name } = empty
    return fail(`${found} (it is empty in ${formatSource(empty)})`, where, `${name}=… in ${formatSource(empty)}`)
  }
  const unset = findUnsetReferences(context).find(({ name }) => name === Object(refusal.data).missing)
  if (unset) {
    return fail(
      `${found} (${unset.where} refers to ${unset.referred}, which is not set)`,
      where,
      mendUnsetReference(unset),
    )
  }
  const [elsewhere] = refusal.code === 'credentials-required' ? findElsewhere(context) : []
  return fail(found, where, elsewhere?.remedy || remedyForRefusal(refusal) || asked)
}

/** The line that names a missing part without a value, as a template has it. */
function findEmpty({ code, data }: Diagnostic, { files }: DoctorContext) {
  if (code !== 'incomplete-credentials') return null
  const { missing } = Object(data)
  const entries = files.flatMap(({ read }) => (read ? (parseWithoutChecks(read.text).entries.get(missing) ?? []) : []))
  const origin = entries.find(({ value }) => value === '')?.origin
  return origin?.kind === 'file' ? origin : null
}
