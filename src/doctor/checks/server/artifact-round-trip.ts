import { printable } from '../../../model/format.ts'
import { type CheckResult, fail, ok, skip, skipBecause, warn } from '../../check.ts'
import type { ArtifactTrip } from './responses.ts'
import { type AskedServer, serverCheck } from './server-check.ts'

/** One throw-away artifact, written, read and deleted through the server. It belongs to no run. */
export const artifactRoundTrip = serverCheck({
  id: 'artifact-round-trip',
  title: 'Artifact through the server',
  run: (asked) => {
    const { artifacts } = asked.server
    if (!artifacts) return skip('artifacts do not go through this server')
    if (artifacts.status === 503)
      return skipBecause(
        'artifact-mode',
        "not known, because the server does not serve artifacts (see 'artifact-mode')",
      )
    if (artifacts.step !== null) return explain(artifacts, asked)
    if (artifacts.mayDelete) return ok('written, read and deleted')
    return skip('not tried: the server lets nobody of this login delete an artifact, so it would stay')
  },
})

const STEPS: Readonly<Record<string, string>> = { list: 'list', put: 'write', get: 'read', delete: 'delete' }

function explain({ step, kind, status, reason, left }: ArtifactTrip, asked: AskedServer): CheckResult {
  const { where } = asked
  const act = STEPS[step ?? ''] ?? 'use'
  const answer = kind === 'status' ? `HTTP ${status}` : printable(reason)
  const rest = left === null ? '' : `; '${printable(left)}' may still be in its store`
  if (step === 'delete' && kind === 'status') {
    const remedy = `allow the server s3:DeleteObject in its store${left === null ? '' : `, and delete '${printable(left)}' there`}`
    return warn(`the server does not delete an artifact${rest}`, where, remedy)
  }
  if (kind === 'bytes') {
    const remedy = 'look for a proxy that changes files on the way'
    return fail(`an artifact comes back with other contents${rest}`, where, remedy)
  }
  // A login may be for experiments of its own only.
  if (status === 403 && asked.server.used?.kind !== 'found') {
    return skip(
      'not tried: this login may not write outside of its own experiments, and MLFLOW_EXPERIMENT_NAME names none',
    )
  }
  return fail(`the server cannot ${act} an artifact (${answer})${rest}`, where, remedyOf(kind, status))
}

const LOG = "the server's log has its store's answer"

function remedyOf(kind: string, status: number): string {
  if (status === 401 || status === 403) return 'ask for the permission to write artifacts, or correct the login'
  if (status === 413) return 'raise the limit for uploads of the proxy before the server'
  if (status === 404 || status === 405) return 'let the proxy before the server pass on /api/2.0/mlflow-artifacts/'
  if (kind === 'timeout' || status === 502 || status === 504) {
    return `look whether the server reaches its store (${LOG}), or raise the time limit of the proxy before it`
  }
  return `correct the keys, the endpoint or the bucket of the server itself: ${LOG}, and 'with-mlflow-env server' checks them when it starts`
}
