import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, printable, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import {
  CODE_MEANINGS,
  formatSetting,
  type StoreSetting,
  type StoreWording,
  throughProxy,
  type UnusableStore,
  withoutProxy,
  wordUnusable,
} from './store-wording.ts'

interface DeniedBucket {
  readonly bucket: string
  /** The store's own code. */
  readonly reason: string
  /** Whether clients reach the store by themselves. */
  readonly isDirect: boolean
  /** Whether MLFLOW_S3_EXPECTED_BUCKET_OWNER is set. */
  readonly expectsOwner: boolean
}

interface UnreachableBucket {
  readonly bucket: string
  readonly reason: string
  /** The variable of the proxy on the way; null for none. */
  readonly proxy: string | null
  /** Whether the store is asked again. */
  readonly isRetried: boolean
}

interface UnreachableCredentials extends UnreachableBucket {
  readonly from: StoreSetting
}

interface BucketElsewhere {
  readonly bucket: string
  readonly region: string
  /** The region in force; null for none. */
  readonly used: string | null
  /** What this does to requests. */
  readonly effect: keyof typeof ELSEWHERE
}

export const diagnostics = defineDiagnostics(() => ({
  'bucket-missing': ({ bucket }: { readonly bucket: string }, origin: Origin) =>
    `${formatOrigin(origin)}: there is no bucket ${quote(bucket)}: create it, or correct its name or the endpoint`,
  'bucket-access-denied': ({ bucket, reason, isDirect, expectsOwner }: DeniedBucket, origin: Origin) => {
    if (isDirect)
      return `${formatOrigin(origin)}: the server itself is denied access to the bucket ${quote(bucket)} (${printable(reason)}), so its pages show no artifacts`
    const owner =
      expectsOwner && reason === 'AccessDenied' ? '; MLFLOW_S3_EXPECTED_BUCKET_OWNER must name its owner' : ''
    return `${formatOrigin(origin)}: the store denies this account access to the bucket ${quote(bucket)} (${printable(reason)}): '${COMMAND_NAME} doctor' shows whose credentials these are, and what they lack${explanationOf(reason)}${owner}`
  },
  'bucket-unreachable': ({ bucket, reason, proxy, isRetried }: UnreachableBucket, origin: Origin) =>
    `${formatOrigin(origin)}: the store of the bucket ${quote(bucket)} ${isRetried ? 'does not answer yet' : 'never answered'} (${printable(reason)}${throughProxy(proxy)}): artifacts fail until it does${isRetried ? '; trying again' : ''}${withoutProxy(proxy)}${isRetried ? '' : `; '${COMMAND_NAME} doctor' looks for the reason`}`,
  'credentials-unreachable': ({ bucket, reason, proxy, isRetried, from }: UnreachableCredentials, origin: Origin) =>
    `${formatOrigin(origin)}: the service for the credentials that ${formatSetting(from)} leads to ${isRetried ? 'does not answer yet' : 'never answered'} (${printable(reason)}${throughProxy(proxy)}): there are none for the bucket ${quote(bucket)} until it does${isRetried ? '; trying again' : ''}`,
  'bucket-answers': ({ bucket }: { readonly bucket: string }) => `the store of the bucket ${quote(bucket)} answers now`,
  'bucket-elsewhere': ({ bucket, region, used, effect }: BucketElsewhere, origin: Origin) =>
    `${formatOrigin(origin)}: the bucket ${quote(bucket)} is in the region ${printable(region)}, but ${used ? `requests are signed for ${printable(used)}` : 'no region is set'}, so ${ELSEWHERE[effect]}: set MLFLOW_AWS_DEFAULT_REGION=${printable(region)}`,
  'store-unusable': (store: UnusableStore, origin: Origin) => joined(origin, wordUnusable(store)),
}))

/** What to say after what a store's codes mean. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  AccessDenied: 'if they may use the bucket but not list it, add --no-bucket-check (WITH_MLFLOW_ENV_BUCKET_CHECK=0)',
  ...CODE_MEANINGS,
}

function explanationOf(code: string): string {
  const explanation = EXPLANATIONS[code]
  return explanation === undefined ? '' : `; ${explanation}`
}

function joined(origin: Origin, { found, remedy }: StoreWording): string {
  return `${formatOrigin(origin)}: ${found}: ${remedy}`
}

const ELSEWHERE = {
  fails: 'the store refuses them',
  presigned: 'the presigned URLs that clients get fail',
  redirected: 'each of them is redirected first',
} as const
