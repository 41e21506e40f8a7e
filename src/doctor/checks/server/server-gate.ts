import { printable } from '../../../model/format.ts'
import { type CheckResult, fail, ok, skip } from '../../check.ts'
import type { GateAnswer } from './responses.ts'
import { type AskedServer, serverCheck } from './server-check.ts'

/** Whether a gate in front of the server answers, which asks for API keys, and MLflow behind it does. */
export const serverGate = serverCheck({
  id: 'server-gate',
  title: 'Gate',
  owns: ['key'],
  explain: ({ kind, reason }, asked) =>
    kind === 'gate' ? isDown(asked, ` (${printable(reason)})`) : describe(asked.server.gate, asked),
  run: (asked) => describe(asked.server.gate, asked),
})

function describe(gate: GateAnswer | null, asked: AskedServer): CheckResult {
  if (!gate) return skip('no gate asks for API keys there')
  if (gate.isReady === false) return isDown(asked, '')
  return ok(`a gate asks for API keys${gate.isReady ? ', and MLflow behind it answers' : ''}`, asked.where)
}

function isDown({ where }: AskedServer, reason: string): CheckResult {
  return fail(
    `the gate answers, and MLflow behind it does not${reason}`,
    where,
    "look into MLflow's log and start it again; the key and the address are not the fault",
  )
}
