import { formatOrigin, formatUri } from '../../../model/format.ts'
import { type CheckResult, type DoctorCheck, skip, skipBecause } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import type { ProbePart } from '../../probe-parts.ts'
import { whyNoServer } from './applies.ts'
import { parseServer, type ServerFinding, type ServerResponse } from './responses.ts'

/** What a check of the server looks at. */
export interface AskedServer {
  readonly context: DoctorContext
  readonly server: ServerResponse
  /** Without its user info. */
  readonly address: string
  /** The address, and where it is from. */
  readonly where: string
}

interface ServerCheck {
  readonly id: string
  readonly title: string
  /** Besides the server. */
  readonly asks?: readonly ProbePart[]
  /** Kinds of findings of another check's that this one can say something of as well. */
  readonly owns?: readonly string[]
  /** What the check says of a finding that is its own. */
  explain?(finding: ServerFinding, asked: AskedServer): CheckResult
  /** Of a server whose API answers. */
  run(asked: AskedServer): CheckResult | Promise<CheckResult>
}

/** The check that has the last word on a kind of finding. All others come after it, and are skipped. */
const OWNERS: Readonly<Record<string, string>> = {
  host: 'server-host',
  login: 'server-login',
  'login page': 'server-login',
  settings: 'server-settings',
  prefix: 'server-prefix',
  proxy: 'proxy',
  key: 'server-key',
  gate: 'server-gate',
}
const ANSWER = 'server-answer'
const REASONS: Readonly<Record<string, string>> = {
  'server-host': 'the server refuses its own name',
  'server-login': 'the server refuses the login',
  'server-settings': 'MLflow refuses its settings',
  'server-prefix': 'its API is at another address',
  proxy: 'the proxy does not lead to it',
  'server-key': 'its gate refuses the key',
  'server-gate': 'MLflow behind its gate does not answer',
  [ANSWER]: 'the server does not answer',
}

export function serverCheck({ id, title, asks = [], owns = [], explain, run }: ServerCheck): DoctorCheck {
  return {
    id,
    title,
    subject: 'server',
    needsNetwork: true,
    asks: ['server', ...asks],
    async run(context) {
      const whyNot = whyNoServer(context)
      if (whyNot) return whyNot
      const server = parseServer(await context.probe.ask('server'))
      const { configuration } = context.run
      if (!configuration) return skip('a run would be refused')
      const { value, origin } = configuration.trackingUri
      const address = formatUri(value)
      const asked = { context, server, address, where: `${address}, ${formatOrigin(origin)}` }
      if (server.login.plugin && id !== 'server-login') {
        return skip(`not asked: ${server.login.plugin} leaves the login to a program that only MLflow can run`)
      }
      const { finding } = server
      if (!finding) return run(asked)
      const owner = OWNERS[finding.kind] ?? ANSWER
      if (explain && (owner === id || owns.includes(finding.kind))) return explain(finding, asked)
      return skipBecause(owner, `not known, because ${REASONS[owner]} (see '${owner}')`)
    },
  }
}
