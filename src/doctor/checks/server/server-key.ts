import { PASSWORD, TOKEN, USERNAME } from '../../../mlflow/logins.ts'
import { nameOf } from '../../../model/origin.ts'
import { type CheckResult, fail, ok, skip, warn } from '../../check.ts'
import { inPlace } from '../store/place.ts'
import { type KnownLogin, loginsOf, outOfTheWay } from './known-logins.ts'
import { type AskedServer, serverCheck } from './server-check.ts'
import { placesOf, tokenOrigin } from './value-origin.ts'

/** Whether the gate lets the key in. Why it does not, only the one who runs the gate can see. */
export const serverKey = serverCheck({
  id: 'server-key',
  title: 'API key',
  explain: (_, asked) => refused(asked),
  run: ({ server: { gate, login }, context, where }) => {
    if (!gate) return skip('no gate asks for API keys there')
    if (!gate.isAdmitted) return skip('the gate lets this login in at some paths only')
    const [used] = loginsOf(login, context.env)
    const shown = used ? sourceOf(used, context) : 'the key'
    return ends(gate.expires, shown, Date.now(), where) ?? ok(`the gate lets ${shown} in`, where)
  },
})

const HOUR_MS = 3_600_000
const SOON_MS = 24 * HOUR_MS

function ends(expires: Date | null, shown: string, now: number, where: string): CheckResult | null {
  const left = (expires?.getTime() ?? Number.POSITIVE_INFINITY) - now
  if (expires === null || left > SOON_MS) return null
  const hours = Math.max(0, Math.floor(left / HOUR_MS))
  const found = `${shown} opens the server for less than ${hours + 1} h more (until ${expires.toISOString()})`
  return warn(found, where, 'ask for a new key before a long run starts')
}

function refused({ context, server: { login }, where }: AskedServer): CheckResult {
  const [used, replaced] = loginsOf(login, context.env)
  if (!used) {
    const remedy = `MLFLOW_TRACKING_TOKEN=…${inPlace(context)}, with a key of 'with-mlflow-env keys create'`
    return fail("the server's gate asks for an API key, and there is none", where, remedy)
  }
  if (replaced) {
    const found = `the server's gate refuses ${used.shown}, which takes the place of ${sourceOf(replaced, context)}`
    return fail(found, where, outOfTheWay(used, replaced, context.env))
  }
  const found = `the server's gate refuses ${sourceOf(used, context)}: it is mistyped, expired, revoked or of another service, which only the gate's owner can tell`
  return fail(
    found,
    where,
    `ask for a key, and correct ${used.shown}${used.kind === 'file' ? '' : placeOf(used, context)}`,
  )
}

/** A token with the line that it is from. */
function sourceOf({ kind, shown }: KnownLogin, context: AskedServer['context']): string {
  const origin = kind === 'token' ? tokenOrigin(context) : null
  if (origin?.kind === 'server') return "the key of this project's server"
  return origin && nameOf(origin) !== '' ? `${shown}${inPlace(context, origin)}` : shown
}

function placeOf({ kind }: KnownLogin, context: AskedServer['context']): string {
  if (kind === 'token') return placesOf([TOKEN], context)
  return kind === 'basic' ? placesOf([USERNAME, PASSWORD], context) : ''
}
