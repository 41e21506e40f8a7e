import type { Origin } from '../model/origin.ts'
import type { ProbeResponse, RunningCheck, RunningFinding } from './check.ts'
import { diagnostics, type MissingRights, type ReadOnlyDatabase } from './database-diagnostics.ts'
import { databaseProbes } from './database-probe.ts'

/** MLflow ends with a stack trace if it may not create its tables, and answers each write with 500 if it may not write. */
export const databaseRights: RunningCheck = {
  name: 'database-rights',
  stage: 'running',
  diagnostics,
  run(context, runProbe, report) {
    for (const { probe, uri } of databaseProbes(context)) {
      runProbe(probe, (response) => {
        const finding = interpret(uri.origin, response)
        if (finding) report(finding)
      })
    }
  },
}

function interpret(origin: Origin, response: ProbeResponse): RunningFinding | null {
  if (response.kind === 'rights') {
    const found = { missing: response.missing as MissingRights['missing'], grant: String(response.grant) }
    const diagnostic = diagnostics.error('database-rights-missing', origin, found)
    return { effect: response.isSure === true ? 'stop' : 'cause', diagnostic }
  }
  if (response.kind !== 'read-only') return null
  const found: ReadOnlyDatabase = {
    why: response.why as ReadOnlyDatabase['why'],
    grant: typeof response.grant === 'string' ? response.grant : null,
    source: typeof response.source === 'string' ? response.source : '',
    isEmpty: response.isEmpty === true,
  }
  if (!found.isEmpty) {
    return { effect: 'warning', diagnostic: diagnostics.warning('database-writes-refused', origin, found) }
  }
  const diagnostic = diagnostics.error('database-writes-refused', origin, found)
  // An account of MySQL may have the privilege to write all the same.
  return { effect: found.why === 'server' ? 'cause' : 'stop', diagnostic }
}
