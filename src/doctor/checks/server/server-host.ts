import { parseUrl } from '../../../mlflow/server-address.ts'
import { fail, ok } from '../../check.ts'
import { serverCheck } from './server-check.ts'

/** Whether the server accepts the name by which it is asked (MLFLOW_SERVER_ALLOWED_HOSTS). */
export const serverHost = serverCheck({
  id: 'server-host',
  title: 'Host check',
  explain: (_, { address, where }) => {
    const name = hostWithPort(address)
    return fail(
      `the server does not accept the name '${name}' (403, Invalid Host header)`,
      where,
      `MLFLOW_SERVER_ALLOWED_HOSTS='localhost:*,127.0.0.1:*,${name}' for the server; it replaces the list, so keep what is in it`,
    )
  },
  run: ({ address }) => ok(`the server accepts the name '${hostWithPort(address)}'`),
})

function hostWithPort(address: string): string {
  const url = parseUrl(address)
  if (!url) return address
  const isStandard = url.port === (address.startsWith('https:') ? 443 : 80)
  return isStandard ? url.host : `${url.host}:${url.port}`
}
