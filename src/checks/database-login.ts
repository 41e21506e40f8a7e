import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, printable } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import type { RunningCheck } from './check.ts'
import { databaseProbe } from './database-probe.ts'

interface UnreachableDatabase {
  readonly reason: string
  /** True in the warning at once; false in the reason at the end. */
  readonly isRetried: boolean
}

export const diagnostics = defineDiagnostics(() => ({
  'database-refused': ({ reason }: { readonly reason: string }, origin: Origin) =>
    `${formatOrigin(origin)}: the database refuses the connection: ${printable(reason)}`,
  'database-unreachable': ({ reason, isRetried }: UnreachableDatabase, origin: Origin) =>
    isRetried
      ? `${formatOrigin(origin)}: the database does not answer yet (${printable(reason)}): trying again`
      : `${formatOrigin(origin)}: the database never answered (${printable(reason)}): check that it is running, and check its host and port`,
}))

/**
 * MLflow retries a refused login for minutes, in silence. A database that does not answer yet may be starting too, as with
 * a compose file: it is asked again.
 */
export const databaseLogin: RunningCheck = {
  name: 'database-login',
  stage: 'running',
  diagnostics,
  run(context, runProbe, report) {
    const probe = databaseProbe(context)
    if (!probe) return
    const { origin } = context.settings.backendStoreUri
    runProbe(probe, ({ kind, reason }) => {
      const found = { reason: String(reason) }
      switch (kind) {
        case 'refused':
          return report({ effect: 'stop', diagnostic: diagnostics.error('database-refused', origin, found) })
        case 'unreachable':
          report({
            effect: 'warning',
            diagnostic: diagnostics.warning('database-unreachable', origin, { ...found, isRetried: true }),
          })
          return report({
            effect: 'cause',
            diagnostic: diagnostics.error('database-unreachable', origin, { ...found, isRetried: false }),
          })
        case 'answers':
          return report({ effect: 'resolved' })
      }
    })
  },
}
