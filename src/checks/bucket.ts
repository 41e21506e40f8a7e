import type { Origin } from '../model/origin.ts'
import { runScript } from '../python/run-script.ts'
import type { Finding } from './check-result.ts'
import type { CheckContext } from './context.ts'

/*
 * A server with the wrong account answers its clients with a general 500 after many tries.
 */

/** Looks for the bucket with the server's own credentials. */
export async function checkBucket(plan: CheckContext, report: (finding: Finding) => void): Promise<void> {
  const { mode, destination, defaultRoot } = plan.settings.artifacts
  const root = mode === 'direct' ? defaultRoot : destination
  const [, bucket, prefix = ''] = /^s3:\/\/(arn:[^/?#]+|[^/?#:]+)\/?(.*)$/i.exec(root?.value ?? '') ?? []
  if (!bucket || !root || !plan.settings.bucketCheck.value) return
  const args = [bucket, prefix]
  await runScript(
    { python: plan.installation.python, script: 'check_bucket.py', args, env: plan.env, cwd: plan.cwd },
    ({ kind, reason }) => {
      const finding = interpret({ bucket, origin: root.origin }, String(kind), String(reason), mode === 'direct')
      if (finding) report(finding)
    },
  )
}

interface Place {
  readonly bucket: string
  readonly origin: Origin
}

/** Where clients reach the store by themselves, the server can do without. */
function interpret(place: Place, kind: string, reason: string, direct: boolean): Finding | null {
  if (kind === 'unreachable') return { kind: 'told', warning: { code: 'bucket-silent', ...place, reason } }
  if (kind === 'missing') {
    if (direct) return { kind: 'told', warning: { code: 'bucket-closed', ...place, reason: 'NoSuchBucket' } }
    return { kind: 'ends', failure: { code: 'bucket-missing', ...place } }
  }
  if (kind !== 'refused') return null
  if (direct) return { kind: 'told', warning: { code: 'bucket-closed', ...place, reason } }
  return { kind: 'ends', failure: { code: 'bucket-refused', ...place, reason } }
}
