import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, printable, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import type { RunningCheck, RunningFinding } from './check.ts'
import type { RunningContext } from './context.ts'

interface DeniedBucket {
  readonly bucket: string
  /** The store's own code. */
  readonly reason: string
  /** Whether clients reach the store by themselves. */
  readonly isDirect: boolean
}

export const diagnostics = defineDiagnostics(() => ({
  'bucket-missing': ({ bucket }: { readonly bucket: string }, origin: Origin) =>
    `${formatOrigin(origin)}: there is no bucket ${quote(bucket)}: create it, or correct its name or the endpoint`,
  'bucket-access-denied': ({ bucket, reason, isDirect }: DeniedBucket, origin: Origin) =>
    isDirect
      ? `${formatOrigin(origin)}: the server itself is denied access to the bucket ${quote(bucket)} (${printable(reason)}), so its pages show no artifacts`
      : `${formatOrigin(origin)}: the store denies this account access to the bucket ${quote(bucket)} (${printable(reason)}): '${COMMAND_NAME} config' shows whose credentials these are${EXPLANATIONS[reason] ?? ''}`,
  'bucket-unreachable': ({ bucket, reason }: { readonly bucket: string; readonly reason: string }, origin: Origin) =>
    `${formatOrigin(origin)}: the store of the bucket ${quote(bucket)} does not answer (${printable(reason)}): artifacts fail until it does`,
}))

/** What a store's codes mean. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  AccessDenied: '; if they may use the bucket but not list it, add --no-bucket-check (WITH_MLFLOW_ENV_BUCKET_CHECK=0)',
  SignatureDoesNotMatch: '; the secret does not belong to the key id',
  InvalidAccessKeyId: '; the store does not know the key id',
  ExpiredToken: '; the temporary keys have expired',
}

/** A server with the wrong account answers its clients with a general 500 after many retries. */
export const bucket: RunningCheck = {
  name: 'bucket',
  stage: 'running',
  diagnostics,
  run(context, runProbe, report) {
    const ref = findBucket(context)
    if (!ref || !context.settings.bucketCheck.value) return
    runProbe({ script: 'check_bucket.py', args: [ref.bucket, ref.prefix] }, ({ kind, reason }) => {
      const finding = interpret(ref, String(kind), String(reason))
      if (finding) report(finding)
    })
  },
}

interface BucketRef {
  readonly bucket: string
  readonly prefix: string
  readonly origin: Origin
  readonly isDirect: boolean
}

/** Where artifacts are kept on S3; null if they are not. */
function findBucket({ settings }: RunningContext): BucketRef | null {
  const { mode, destination, defaultRoot } = settings.artifacts
  const isDirect = mode === 'direct'
  const root = isDirect ? defaultRoot : destination
  const [, name, prefix = ''] = /^s3:\/\/(arn:[^/?#]+|[^/?#:]+)\/?(.*)$/i.exec(root?.value ?? '') ?? []
  return root && name ? { bucket: name, prefix, origin: root.origin, isDirect } : null
}

/** If clients reach the store by themselves, the server does not need it. */
function interpret({ bucket, origin, isDirect }: BucketRef, kind: string, reason: string): RunningFinding | null {
  const effect = isDirect ? 'warning' : 'stop'
  const severity = isDirect ? 'warning' : 'error'
  switch (kind) {
    case 'unreachable':
      return { effect: 'warning', diagnostic: diagnostics.warning('bucket-unreachable', origin, { bucket, reason }) }
    case 'missing':
      return { effect, diagnostic: diagnostics[severity]('bucket-missing', origin, { bucket }) }
    case 'refused':
      return {
        effect,
        diagnostic: diagnostics[severity]('bucket-access-denied', origin, { bucket, reason, isDirect }),
      }
    default:
      return null
  }
}
