import { printable } from '../../../model/format.ts'
import { fail, ok } from '../../check.ts'
import { serverCheck } from './server-check.ts'

/** What MLflow's client refuses before it asks the server. */
export const serverSettings = serverCheck({
  id: 'server-settings',
  title: 'Client settings',
  explain: ({ variable, reason }) => {
    const name = printable(variable ?? 'a setting')
    return fail(`MLflow refuses ${name}: ${printable(reason)}`, name, remedyFor(name))
  },
  run: () => ok('MLflow takes them'),
})

function remedyFor(name: string): string {
  if (name === 'MLFLOW_TRACKING_SERVER_CERT_PATH') return `remove ${name}, or MLFLOW_TRACKING_INSECURE_TLS`
  if (name.startsWith('~')) return `correct ${name}, or remove it`
  return `${name}=true or ${name}=false`
}
