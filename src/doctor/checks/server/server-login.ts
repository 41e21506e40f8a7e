import { loopbackAddress, parseUrl } from '../../../mlflow/server-address.ts'
import { list, printable } from '../../../model/format.ts'
import { type CheckResult, fail, ok, skip, warn } from '../../check.ts'
import { inPlace } from '../store/place.ts'
import { loginsOf, outOfTheWay } from './known-logins.ts'
import { type AskedServer, serverCheck } from './server-check.ts'

/** Which login goes to the server, and whether another one takes its place. */
export const serverLogin = serverCheck({
  id: 'server-login',
  title: 'Login',
  explain: ({ kind, reason }, asked) =>
    kind === 'login page'
      ? fail(
          `the server sends clients to a page for logging in (${printable(reason)})`,
          asked.where,
          `ask for a token of the server: MLFLOW_TRACKING_TOKEN=…${inPlace(asked.context)}`,
        )
      : refused(asked, printable(reason)),
  run: ({ context, server: { login }, address, where }) => {
    if (login.plugin) return skip(`${login.plugin} leaves the login to a program that only MLflow can run`)
    const [used, ...others] = loginsOf(login)
    if (!used) return ok('none is needed')
    if (others.length > 0) {
      const [replaced] = others
      return warn(
        `${used.shown} takes the place of ${list(others.map(({ shown }) => shown))}`,
        '',
        outOfTheWay(used, replaced),
      )
    }
    if (login.missing) {
      const found = `${login.missing} is missing, so the other half of the login counts for nothing; ${used.shown} is used`
      return warn(found, login.missing, `${login.missing}=…${inPlace(context)}, or remove the other half`)
    }
    return unprotected(address, where) ?? ok(used.shown)
  },
})

function refused({ context, server: { login }, where }: AskedServer, reason: string): CheckResult {
  const place = inPlace(context)
  const [used, replaced] = loginsOf(login)
  if (login.missing && used?.kind !== 'netrc') {
    const found = `the server refuses clients without a whole login (${reason}): ${login.missing} is missing`
    return fail(found, where, `${login.missing}=…${place}`)
  }
  if (!used) {
    const remedy = `MLFLOW_TRACKING_USERNAME=… and MLFLOW_TRACKING_PASSWORD=…, or MLFLOW_TRACKING_TOKEN=…${place}`
    return fail(`the server refuses clients without a login (${reason})`, where, remedy)
  }
  const found = `the server refuses ${used.shown} (${reason})`
  if (!replaced)
    return fail(found, where, `correct ${used.shown}${used.kind === 'token' || used.kind === 'basic' ? place : ''}`)
  return fail(`${found}, which takes the place of ${replaced.shown}`, where, outOfTheWay(used, replaced))
}

function unprotected(address: string, where: string): CheckResult | null {
  const url = parseUrl(address)
  if (url?.scheme !== 'http' || loopbackAddress(url.host) !== null) return null
  const https = `MLFLOW_TRACKING_URI=${address.replace(/^http:/i, 'https:')}`
  return warn('the login goes over the network without TLS', where, `${https}, if the server has TLS`)
}
