import { compareWithNpmDotenv } from '../../../checks/reader-comparison.ts'
import { parseEnvFiles } from '../../../dotenv/parse-env-files.ts'
import type { Diagnostic } from '../../../model/diagnostic.ts'
import { formatLocation } from '../../../model/format.ts'
import { type CheckResult, combine, type DoctorCheck, ok, skip, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'
import { warningsFor } from '../../warnings.ts'
import { findRepeated } from './repeated-names.ts'
import { explainUnsetReference, findUnsetReferences } from './unset-references.ts'

/** Lines that Python loses, or that readers of `.env` files take differently. */
export const envFileLines: DoctorCheck = {
  id: 'env-file-lines',
  title: 'Lines',
  subject: 'files',
  needsNetwork: false,
  asks: [],
  run(context) {
    const texts = context.files.flatMap(({ read }) => (read && !read.undecoded ? [read.text] : []))
    if (texts.length === 0) return skip('there is no file to look at')
    const lost = context.run.configuration ? warningsFor('env-file-lines', context) : warningsOfRefused(context)
    const found = [...lost, ...compareWithNpmDotenv(texts)]
    const refused = missingNames(context)
    const results = [
      ...found.map(explain),
      ...context.files.flatMap(findRepeated),
      ...findUnsetReferences(context)
        .filter(({ name }) => !refused.has(name))
        .map(explainUnsetReference),
    ]
    return results.length > 0 ? combine(results) : ok('every reader takes every line in the same way')
  },
}

/** What `configuration` reports, with the reason. */
function missingNames({ run }: DoctorContext): Set<string> {
  return new Set(run.configuration === null ? run.refusals.map(({ data }) => String(Object(data).missing)) : [])
}

/** What a run would warn of if it did not end before. */
function warningsOfRefused({ files, hostContext }: DoctorContext): Diagnostic[] {
  const texts = files.flatMap(({ read }) => read?.text ?? [])
  const diagnostics = parseEnvFiles(texts, hostContext.env).flatMap((file) => file.diagnostics)
  return diagnostics.filter(({ severity }) => severity === 'warning')
}

function explain(diagnostic: Diagnostic): CheckResult {
  const { found, remedy } = fromDiagnostic(diagnostic)
  const { display, line } = Object(diagnostic.data)
  const where = typeof line === 'number' ? formatLocation(String(display), line) : ''
  return warn(found, where, where === '' ? remedy : `in ${where}, ${remedy}`)
}
