import { loopbackAddress, parseUrl } from '../../../mlflow/server-address.ts'
import { type CheckResult, fail, ok, skip, warn } from '../../check.ts'
import type { Login } from './responses.ts'
import { serverCheck } from './server-check.ts'

/** Which login goes to the server, and whether another one takes its place. */
export const serverLogin = serverCheck({
  id: 'server-login',
  title: 'Login',
  explain: ({ reason, status }, { server, where }) => {
    if (status === 302) {
      const remedy = 'ask for a token of the server, and set MLFLOW_TRACKING_TOKEN in .env.mlflow'
      return fail(`the server sends clients to a page for logging in (${reason})`, where, remedy)
    }
    const has = describe(server.login)
    const remedy =
      has === null
        ? 'MLFLOW_TRACKING_USERNAME=… and MLFLOW_TRACKING_PASSWORD=…, or MLFLOW_TRACKING_TOKEN=…, in .env.mlflow'
        : (rival(server.login) ?? 'correct the login in .env.mlflow')
    return fail(`the server refuses ${has === null ? 'clients without a login' : has} (${reason})`, where, remedy)
  },
  run: ({ server: { login }, address, where }) => {
    if (login.plugin) return skip(`${login.plugin} leaves the login to a program that only MLflow can run`)
    return shadowed(login) ?? unprotected(login, address, where) ?? ok(describe(login) ?? 'none is needed')
  },
})

function describe({ basic, fromFile, token, netrc }: Login): string | null {
  if (netrc) return 'the login of ~/.netrc'
  if (basic) return fromFile ? 'the login of ~/.mlflow/credentials' : 'MLFLOW_TRACKING_USERNAME with its password'
  return token ? 'MLFLOW_TRACKING_TOKEN' : null
}

/** Another login takes the token's place, and the server answers all the same: it asks for none, or likes both. */
function shadowed(login: Login): CheckResult | null {
  const remedy = rival(login)
  return remedy === null ? null : warn(`${describe(login)} takes the place of ${replaced(login)}`, '', remedy)
}

const replaced = ({ token, basic, netrc }: Login) =>
  token && !(netrc && basic) ? 'MLFLOW_TRACKING_TOKEN' : 'MLFLOW_TRACKING_USERNAME'

/** What ends the rivalry of two logins; null if there is one at most. */
function rival({ basic, fromFile, token, netrc }: Login): string | null {
  if (netrc && (token || basic)) return "remove the server's entry from ~/.netrc, or set NETRC=/dev/null"
  if (!basic || !token) return null
  return fromFile
    ? 'remove the login from ~/.mlflow/credentials to use the token'
    : 'remove MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD to use the token, or the token'
}

function unprotected(login: Login, address: string, where: string): CheckResult | null {
  const url = parseUrl(address)
  if (describe(login) === null || !address.startsWith('http://')) return null
  if (!url || loopbackAddress(url.host) !== null) return null
  return warn(
    'the login goes over the network without TLS',
    where,
    `MLFLOW_TRACKING_URI=${address.replace('http:', 'https:')}`,
  )
}
