import { displayPath } from '../host/display-path.ts'
import type { Sourced } from '../model/origin.ts'
import type { ProbeResponse, RunningCheck, RunningFinding } from './check.ts'
import type { RunningContext } from './context.ts'
import { type Cause, type DatabaseState, diagnostics } from './database-diagnostics.ts'
import { databaseProbes } from './database-probe.ts'

/**
 * MLflow retries a refused login for minutes, in silence. A database that does not answer yet may be starting too, as with
 * a compose file: it is asked again.
 */
export const databaseLogin: RunningCheck = {
  name: 'database-login',
  stage: 'running',
  diagnostics,
  run(context, runProbe, report) {
    for (const { probe, uri } of databaseProbes(context)) {
      let wasUnreachable = false
      runProbe(probe, (response) => {
        for (const finding of interpret(context, uri, response, wasUnreachable)) report(finding)
        wasUnreachable ||= response.kind === 'unreachable'
      })
    }
  },
}

function interpret(
  context: RunningContext,
  { value, origin }: Sourced,
  response: ProbeResponse,
  wasUnreachable: boolean,
): RunningFinding[] {
  const reason = String(response.reason)
  switch (response.kind) {
    case 'refused': {
      const grant = response.grant === undefined ? null : String(response.grant)
      const found = { cause: response.cause as Cause, reason, grant, isMysql: /^(?:mysql|mariadb)/i.test(value) }
      return [{ effect: 'stop', diagnostic: diagnostics.error('database-refused', origin, found) }]
    }
    case 'unreachable': {
      const state = response.state as DatabaseState
      const now = diagnostics.warning('database-unreachable', origin, { reason, state, isRetried: true })
      const later = diagnostics.error('database-unreachable', origin, { reason, state, isRetried: false })
      const cause: RunningFinding = { effect: 'cause', diagnostic: later }
      return wasUnreachable ? [cause] : [{ effect: 'warning', diagnostic: now }, cause]
    }
    case 'answers':
      return wasUnreachable ? [{ effect: 'resolved' }] : []
    case 'unreadable': {
      const found = { file: displayPath(context.cwd, context.databaseFile ?? ''), reason }
      return [{ effect: 'cause', diagnostic: diagnostics.error('database-unreadable', origin, found) }]
    }
    default:
      return []
  }
}
