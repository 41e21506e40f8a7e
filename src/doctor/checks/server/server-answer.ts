import { loopbackAddress, parseUrl } from '../../../mlflow/server-address.ts'
import { formatSource, printable } from '../../../model/format.ts'
import { nameOf } from '../../../model/origin.ts'
import { type CheckResult, fail, ok, skip } from '../../check.ts'
import type { ServerFinding } from './responses.ts'
import { type AskedServer, serverCheck } from './server-check.ts'

/** Whether MLflow's API answers at the tracking URI. MLflow by itself would try again for minutes. */
export const serverAnswer = serverCheck({
  id: 'server-answer',
  title: 'Server',
  explain,
  run: ({ where }) => ok("MLflow's API answers", where),
})

const START = 'with-mlflow-env server, in another terminal'

function explain(finding: ServerFinding, asked: AskedServer): CheckResult {
  const { where, address } = asked
  const reason = printable(finding.reason)
  switch (finding.kind) {
    case 'refused':
      return nothingListens(asked)
    case 'unknown host':
      return fail(`there is no machine of this name (${address})`, where, correct(asked))
    case 'timeout':
      return fail(
        `the server does not answer (${reason})`,
        where,
        `look whether it is overloaded, or whether a firewall or a VPN is in the way; or ${correct(asked)}`,
      )
    case 'tls':
      return fail(
        `the server's certificate is not trusted (${reason})`,
        where,
        'MLFLOW_TRACKING_SERVER_CERT_PATH=/path/to/authority.pem in .env.mlflow',
      )
    case 'not tls':
      return fail('the server does not use TLS', where, `MLFLOW_TRACKING_URI=${address.replace(/^https/, 'http')}`)
    case 'proxy':
      return fail(
        `a proxy is in the way, and ${reason}`,
        where,
        `NO_PROXY=${hostOf(address)}, or correct HTTP_PROXY and HTTPS_PROXY`,
      )
    case 'file':
      return fail(
        `the file that ${finding.variable ?? 'a variable'} names cannot be used: ${reason}`,
        finding.variable ?? where,
        `correct ${finding.variable ?? 'MLFLOW_TRACKING_SERVER_CERT_PATH'}, or remove it`,
      )
    case 'busy':
      return fail(`the server, or a proxy before it, answers ${reason}`, where, 'look into its log, and try again')
    case 'not mlflow':
      return fail(`what answers is not MLflow (${reason})`, where, otherProgram(asked))
    default:
      return fail(`the server does not answer (${reason})`, where, correct(asked))
  }
}

/** Nobody has named the default address: that no server runs yet is no fault of the project. */
function nothingListens(asked: AskedServer): CheckResult {
  const { where, context, address } = asked
  const { trackingUri } = context.run.configuration ?? {}
  const isHere = loopbackAddress(parseUrl(address)?.host ?? '') !== null
  const found = 'nothing listens there, and MLflow would try again for minutes'
  if (!trackingUri?.isNamed) return skip('no server runs yet, and MLflow would try again for minutes', where, START)
  return fail(found, where, isHere ? `${START}; or ${correct(asked)}` : `start it; or ${correct(asked)}`)
}

function correct({ context }: AskedServer): string {
  const origin = context.run.configuration?.trackingUri.origin
  if (!origin || nameOf(origin) !== 'MLFLOW_TRACKING_URI') return 'set MLFLOW_TRACKING_URI'
  return `correct MLFLOW_TRACKING_URI in ${formatSource(origin)}`
}

function otherProgram(asked: AskedServer): string {
  const isDefault = !asked.context.run.configuration?.trackingUri.isNamed
  return isDefault ? 'with-mlflow-env server --port 5001, in another terminal' : correct(asked)
}

const hostOf = (address: string) => parseUrl(address)?.host.replace(/^\[|\]$/g, '') ?? ''
