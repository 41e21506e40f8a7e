import { printable } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import { inPlace } from '../store/place.ts'
import { correct, lineOf } from './remedies.ts'
import type { ServerFinding } from './responses.ts'
import type { AskedServer } from './server-check.ts'
import { originOf } from './value-origin.ts'

const AUTHORITY = 'MLFLOW_TRACKING_SERVER_CERT_PATH'

/** Why there is no connection with TLS. */
export function explainTls({ kind, reason }: ServerFinding, asked: AskedServer): CheckResult {
  const { where, address, context } = asked
  const shown = printable(reason)
  if (kind === 'not tls') {
    return fail('the server does not use TLS', where, lineOf(asked, address.replace(/^https/i, 'http')))
  }
  if (/mismatch|not valid for/i.test(reason)) {
    return fail(`the server's certificate is for another name (${shown})`, where, correct(asked))
  }
  if (/expired|not yet valid/i.test(reason)) {
    return fail(`the server's certificate cannot be used today (${shown})`, where, "renew the server's certificate")
  }
  if (/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|ALERT_/i.test(reason)) {
    const remedy = `MLFLOW_TRACKING_CLIENT_CERT_PATH=/path/to/client.pem${inPlace(context, originOf('MLFLOW_TRACKING_CLIENT_CERT_PATH', context))}, if it asks for a client's certificate`
    return fail(`the server refuses a connection with TLS (${shown})`, where, remedy)
  }
  const remedy = `${AUTHORITY}=/path/to/authority.pem${inPlace(context, originOf(AUTHORITY, context))}`
  return fail(`the server's certificate is not trusted (${shown})`, where, remedy)
}
