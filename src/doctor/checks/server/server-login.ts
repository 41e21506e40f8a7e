import { PASSWORD, TOKEN, USERNAME } from '../../../mlflow/logins.ts'
import { loopbackAddress, parseUrl } from '../../../mlflow/server-address.ts'
import { formatFile, list, printable } from '../../../model/format.ts'
import { type CheckResult, fail, ok, skip, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { inPlace } from '../store/place.ts'
import { type KnownLogin, loginsOf, outOfTheWay } from './known-logins.ts'
import { type AskedServer, serverCheck } from './server-check.ts'
import { originOf, placesOf } from './value-origin.ts'

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
    const [used, ...others] = loginsOf(login, context.env)
    if (!used) return ok('none is needed')
    if (others.length > 0) {
      const [replaced] = others
      return warn(
        `${used.shown} takes the place of ${list(others.map(({ shown }) => shown))}`,
        '',
        outOfTheWay(used, replaced, context.env),
      )
    }
    if (login.missing) {
      const found = `${login.missing} is missing, so the other half of the login counts for nothing; ${used.shown} is used`
      return warn(
        found,
        login.missing,
        `${login.missing}=…${nextToHalf(login.missing, context)}, or remove the other half`,
      )
    }
    return unprotected(address, where) ?? ok(used.shown)
  },
})

function refused({ context, server: { login }, where }: AskedServer, reason: string): CheckResult {
  const place = inPlace(context)
  const [used, replaced] = loginsOf(login, context.env)
  if (login.missing && used?.kind !== 'netrc') {
    const found = `the server refuses clients without a whole login (${reason}): ${login.missing} is missing`
    return fail(found, where, `${login.missing}=…${nextToHalf(login.missing, context)}`)
  }
  if (!used) {
    const remedy = `MLFLOW_TRACKING_USERNAME=… and MLFLOW_TRACKING_PASSWORD=…, or MLFLOW_TRACKING_TOKEN=…${place}`
    return fail(`the server refuses clients without a login (${reason})`, where, remedy)
  }
  const found = `the server refuses ${used.shown} (${reason})`
  if (!replaced) return fail(found, where, `correct ${used.shown}${placeOf(used, context)}`)
  return fail(`${found}, which takes the place of ${replaced.shown}`, where, outOfTheWay(used, replaced, context.env))
}

/** Where the values of a login are corrected. */
function placeOf({ kind }: KnownLogin, context: DoctorContext): string {
  if (kind === 'token') return placesOf([TOKEN], context)
  return kind === 'basic' ? placesOf([USERNAME, PASSWORD], context) : ''
}

/** Where the half of a login belongs: in the file, or the environment, of the other half. */
function nextToHalf(missing: string, context: DoctorContext): string {
  const other = originOf(missing === USERNAME ? PASSWORD : USERNAME, context)
  return other ? ` in ${formatFile(other)}` : inPlace(context)
}

function unprotected(address: string, where: string): CheckResult | null {
  const url = parseUrl(address)
  if (url?.scheme !== 'http' || loopbackAddress(url.host) !== null) return null
  const https = `MLFLOW_TRACKING_URI=${address.replace(/^http:/i, 'https:')}`
  return warn('the login goes over the network without TLS', where, `${https}, if the server has TLS`)
}
