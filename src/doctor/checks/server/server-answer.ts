import { findRunningServers } from '../../../configure/find-running-servers.ts'
import { loopbackAddress, parseUrl } from '../../../mlflow/server-address.ts'
import { findOwnServer } from '../../../mlflow/server-note.ts'
import { printable } from '../../../model/format.ts'
import { type CheckResult, fail, ok, skip } from '../../check.ts'
import { explainTls } from './explain-tls.ts'
import { correct, lineOf } from './remedies.ts'
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
  const variable = printable(finding.variable ?? '')
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
    case 'not tls':
      return explainTls(finding, asked)
    case 'closed':
      return explainClosed(finding, asked)
    case 'file': {
      const named = variable === '' ? 'MLFLOW_TRACKING_SERVER_CERT_PATH' : variable
      return fail(`the file that ${named} names cannot be used: ${reason}`, named, `correct ${named}, or remove it`)
    }
    case 'moved':
      return fail(
        `the server sends clients on to ${printable(finding.base ?? '')}, and MLflow's POST becomes a GET on the way`,
        where,
        lineOf(asked, printable(finding.base ?? '')),
      )
    case 'busy':
      return fail(`the server, or a proxy before it, answers ${reason}`, where, 'look into its log, and try again')
    case 'not mlflow':
      return fail(`what answers there is not MLflow (${reason})`, where, otherProgram(asked))
    default:
      return fail(`the server does not answer (${reason})`, where, correct(asked))
  }
}

function explainClosed({ speaks, reason }: ServerFinding, asked: AskedServer): CheckResult {
  const { where, address } = asked
  const shown = printable(reason)
  if (!speaks) {
    const found = `what listens there closes the connection without an answer (${shown})`
    return fail(found, where, `look whether it is MLflow's server, and into its log; or ${correct(asked)}`)
  }
  const found = speaks === 'https' ? 'the server expects TLS' : 'the server does not use TLS'
  return fail(`${found} (${shown})`, where, lineOf(asked, address.replace(/^https?/i, speaks)))
}

function nothingListens(asked: AskedServer): CheckResult {
  const { where, context, address } = asked
  const { trackingUri } = context.run.configuration ?? {}
  const isHere = loopbackAddress(parseUrl(address)?.host ?? '') !== null
  // Nobody has named the default address: that no server runs yet is no fault of the project.
  if (!trackingUri?.isNamed) return skip('no server runs yet, and MLflow would try again for minutes', where, START)
  const found = 'nothing listens there, and MLflow would try again for minutes'
  const { notes, project } = findRunningServers(context.hostContext, context.project)
  const own = findOwnServer(notes, project)
  if (own) return fail(`${found}; this project's server runs at ${own.url}`, where, lineOf(asked, own.url))
  return fail(found, where, `${isHere ? START : 'start the server there'}; or ${correct(asked)}`)
}

function otherProgram(asked: AskedServer): string {
  const isDefault = !asked.context.run.configuration?.trackingUri.isNamed
  return isDefault ? 'with-mlflow-env server --port 5001, in another terminal' : correct(asked)
}
