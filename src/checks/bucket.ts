import { isBypassed } from '../mlflow/presigned.ts'
import type { Origin } from '../model/origin.ts'
import { diagnostics } from './bucket-diagnostics.ts'
import type { ProbeResponse, RunningCheck, RunningFinding } from './check.ts'
import type { RunningContext } from './context.ts'
import type { Cause } from './store-wording.ts'

/** A server with the wrong account answers its clients with a general 500 after many retries. */
export const bucket: RunningCheck = {
  name: 'bucket',
  stage: 'running',
  diagnostics,
  run(context, runProbe, report) {
    const ref = findBucket(context)
    if (!ref || !context.settings.bucketCheck.value) return
    const seconds = String(context.settings.readyTimeoutSeconds.value)
    let wasUnreachable = false
    const probe = { script: 'check_bucket.py', args: [ref.bucket, ref.prefix, seconds], subject: 'the bucket' }
    runProbe(probe, (response) => {
      const finding = interpret(ref, response, wasUnreachable)
      wasUnreachable ||= response.kind === 'unreachable'
      if (finding) report(finding)
    })
  },
}

interface BucketRef {
  readonly bucket: string
  readonly prefix: string
  readonly origin: Origin
  /** Clients reach the store by themselves, so the server does not need it. */
  readonly isDirect: boolean
  /** Clients get presigned URLs. */
  readonly isPresigned: boolean
  readonly expectsOwner: boolean
}

/** Where artifacts are kept on S3; null if they are not. */
function findBucket({ settings, env }: RunningContext): BucketRef | null {
  const { mode, destination, defaultRoot } = settings.artifacts
  const isDirect = mode === 'direct'
  const root = isDirect ? defaultRoot : destination
  const [, name, prefix = ''] = /^s3:\/\/(arn:[^/?#]+|[^/?#:]+)\/?(.*)$/i.exec(root?.value ?? '') ?? []
  if (!root || !name) return null
  const expectsOwner = Boolean(env.MLFLOW_S3_EXPECTED_BUCKET_OWNER)
  const isPresigned = isBypassed(settings.artifacts)
  return { bucket: name, prefix, origin: root.origin, isDirect, isPresigned, expectsOwner }
}

function interpret(ref: BucketRef, response: ProbeResponse, wasUnreachable: boolean): RunningFinding | null {
  const { bucket, origin, isDirect, isPresigned, expectsOwner } = ref
  const { kind } = response
  const [reason, proxy] = [String(response.reason), asName(response.proxy)]
  const from = {
    variable: asName(response.variable),
    profile: asName(response.profile),
    setting: asName(response.setting),
  }
  const effect = isDirect ? 'warning' : 'stop'
  const severity = isDirect ? 'warning' : 'error'
  switch (kind) {
    case 'answers':
      if (!wasUnreachable) return null
      return { effect: 'warning', diagnostic: diagnostics.notice('bucket-answers', origin, { bucket }) }
    case 'unreachable': {
      const found = { bucket, reason, proxy, isRetried: response.isLast !== true, from }
      if (response.isOfCredentials === true)
        return { effect: 'warning', diagnostic: diagnostics.warning('credentials-unreachable', origin, found) }
      return { effect: 'warning', diagnostic: diagnostics.warning('bucket-unreachable', origin, found) }
    }
    case 'missing':
      return { effect, diagnostic: diagnostics[severity]('bucket-missing', origin, { bucket }) }
    case 'refused': {
      const found = { bucket, reason, isDirect, expectsOwner }
      return { effect, diagnostic: diagnostics[severity]('bucket-access-denied', origin, found) }
    }
    case 'elsewhere': {
      const region = String(response.region)
      const of = { bucket, region, used: response.used === 'none' ? null : String(response.used) }
      if (response.works === true && !isPresigned) {
        const found = { ...of, effect: 'redirected' as const }
        return { effect: 'warning', diagnostic: diagnostics.warning('bucket-elsewhere', origin, found) }
      }
      const found = { ...of, effect: response.works === true ? ('presigned' as const) : ('fails' as const) }
      return { effect, diagnostic: diagnostics[severity]('bucket-elsewhere', origin, found) }
    }
    case 'unusable': {
      const found = { bucket, cause: response.cause as Cause, reason, proxy, from, file: String(response.file) }
      return { effect, diagnostic: diagnostics[severity]('store-unusable', origin, found) }
    }
    default:
      return null
  }
}

const asName = (value: unknown) => (typeof value === 'string' ? value : null)
