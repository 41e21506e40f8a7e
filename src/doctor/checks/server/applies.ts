import { DATABASES, schemeOf } from '../../../mlflow/scheme.ts'
import { formatUri } from '../../../model/format.ts'
import { type CheckResult, skip, skipBecause } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'

/** Why the tracking server is not asked; null if it is, or if a run would be refused, which the probe says. */
export function whyNoServer({ run }: Pick<DoctorContext, 'run'>): CheckResult | null {
  if (!run.configuration) return null
  const { options, trackingUri, warnings } = run.configuration
  if (options.withServer) return skip('each command gets a private server of its own (--with-server)')
  if (warnings.some(({ code }) => code === 'unusable-tracking-uri')) {
    return skipBecause('configuration', "not asked: the tracking URI cannot be used (see 'configuration')")
  }
  const scheme = schemeOf(trackingUri.value)
  if (/^https?$/.test(scheme)) return null
  const [database = ''] = scheme.split('+')
  if (DATABASES.includes(database)) return skip('runs are written straight into a database, without a server')
  if (scheme.startsWith('databricks')) return skip('the tracking server is Databricks, which has its own logins')
  if (scheme === '' || scheme === 'file') return skip('runs are written into a directory, without a server')
  return skip(`the tracking URI ${formatUri(trackingUri.value)} names no MLflow server`)
}
