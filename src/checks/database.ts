import { display } from '../env-files/find.ts'
import type { Failure } from '../model/failure.ts'
import { runScript } from '../python/run-script.ts'
import type { Finding } from './check-result.ts'
import type { CheckContext } from './context.ts'

/** What a database URI with a driver or none begins with; other stores have no database to ask. */
const DATABASE = /^(?:postgres|mysql|mariadb|mssql)[a-z0-9]*(?:\+\w+)?:\/\//i

/** Looks at the login, the schema and the experiments' locations, for as long as the database does not answer. */
export async function checkDatabase(plan: CheckContext, report: (finding: Finding) => void): Promise<void> {
  const { backendStoreUri, artifacts } = plan.settings
  const { databaseFile: file } = plan
  if (file === null && !DATABASE.test(backendStoreUri.value)) return
  const args = [artifacts.mode, file ?? '']
  // A script that fails has found nothing.
  await runScript(
    { python: plan.installation.python, script: 'check_database.py', args, env: plan.env, cwd: plan.cwd },
    (found) => {
      for (const finding of interpret(found, plan)) report(finding)
    },
  )
}

function interpret(
  found: Record<string, unknown>,
  { settings, installation, databaseFile, cwd }: CheckContext,
): Finding[] {
  const { origin, value: uri } = settings.backendStoreUri
  switch (found.kind) {
    case 'refused':
      return [{ kind: 'ends', failure: { code: 'database-refused', origin, reason: String(found.reason) } }]
    case 'unreachable': {
      const reason = String(found.reason)
      return [
        { kind: 'told', warning: { code: 'database-silent', origin, reason } },
        { kind: 'explains', failure: { code: 'database-unreachable', origin, reason } },
      ]
    }
    case 'answers':
      return [{ kind: 'explains', failure: null }]
    case 'half-made':
      return [
        {
          kind: 'explains',
          failure: { code: 'database-half-made', origin, display: display(cwd, databaseFile ?? '') },
        },
      ]
    case 'schema': {
      const [version, expected] = [String(found.found), String(found.expected)]
      const code = found.newer === true ? 'database-newer' : 'database-unmigrated'
      const failure = { code, origin, version, expected, python: installation.python, uri } as Failure
      return [{ kind: 'explains', failure }]
    }
    case 'experiments': {
      const { mode } = settings.artifacts
      const [names, count] = [(found.names as unknown[]).map(String), Number(found.count)]
      return [{ kind: 'told', warning: { code: 'experiments-elsewhere', names, count, direct: mode === 'direct' } }]
    }
    default:
      return []
  }
}
