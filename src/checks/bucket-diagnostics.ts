import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, printable, quote, quoteProfile } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

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

/** What leads to a file or to the credentials. */
export interface StoreSetting {
  /** The variable; null for a setting of a profile. */
  readonly variable: string | null
  /** The name of the profile; null if it is not known. */
  readonly profile: string | null
  /** What the profile calls it; null if it is not known. */
  readonly setting: string | null
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

/** Why no wait will help. */
export type Cause = keyof typeof UNUSABLE

interface UnusableStore {
  readonly bucket: string
  readonly cause: Cause
  readonly reason: string
  readonly proxy: string | null
  readonly from: StoreSetting
  readonly file: string
}

export const diagnostics = defineDiagnostics(() => ({
  'bucket-missing': ({ bucket }: { readonly bucket: string }, origin: Origin) =>
    `${formatOrigin(origin)}: there is no bucket ${quote(bucket)}: create it, or correct its name or the endpoint`,
  'bucket-access-denied': ({ bucket, reason, isDirect, expectsOwner }: DeniedBucket, origin: Origin) => {
    if (isDirect)
      return `${formatOrigin(origin)}: the server itself is denied access to the bucket ${quote(bucket)} (${printable(reason)}), so its pages show no artifacts`
    const owner =
      expectsOwner && reason === 'AccessDenied' ? '; MLFLOW_S3_EXPECTED_BUCKET_OWNER must name its owner' : ''
    return `${formatOrigin(origin)}: the store denies this account access to the bucket ${quote(bucket)} (${printable(reason)}): '${COMMAND_NAME} config' shows whose credentials these are${EXPLANATIONS[reason] ?? ''}${owner}`
  },
  'bucket-unreachable': ({ bucket, reason, proxy, isRetried }: UnreachableBucket, origin: Origin) =>
    `${formatOrigin(origin)}: the store of the bucket ${quote(bucket)} ${isRetried ? 'does not answer yet' : 'never answered'} (${printable(reason)}${throughProxy(proxy)}): artifacts fail until it does${isRetried ? '; trying again' : ''}${withoutProxy(proxy)}`,
  'credentials-unreachable': ({ bucket, reason, proxy, isRetried, from }: UnreachableCredentials, origin: Origin) =>
    `${formatOrigin(origin)}: the service for the credentials that ${formatSetting(from)} leads to ${isRetried ? 'does not answer yet' : 'never answered'} (${printable(reason)}${throughProxy(proxy)}): there are none for the bucket ${quote(bucket)} until it does${isRetried ? '; trying again' : ''}`,
  'bucket-answers': ({ bucket }: { readonly bucket: string }) => `the store of the bucket ${quote(bucket)} answers now`,
  'bucket-elsewhere': ({ bucket, region, used, effect }: BucketElsewhere, origin: Origin) =>
    `${formatOrigin(origin)}: the bucket ${quote(bucket)} is in the region ${printable(region)}, but ${used ? `requests are signed for ${printable(used)}` : 'no region is set'}, so ${ELSEWHERE[effect]}: set MLFLOW_AWS_DEFAULT_REGION=${printable(region)}`,
  'store-unusable': (store: UnusableStore, origin: Origin) =>
    `${formatOrigin(origin)}: ${UNUSABLE[store.cause](store)}`,
}))

/** What a store's codes mean. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  AccessDenied: '; if they may use the bucket but not list it, add --no-bucket-check (WITH_MLFLOW_ENV_BUCKET_CHECK=0)',
  SignatureDoesNotMatch: '; the secret does not belong to the key id',
  InvalidAccessKeyId: '; the store does not know the key id',
  ExpiredToken: '; the temporary keys have expired',
  RequestTimeTooSkewed: '; the clock of this machine is wrong',
}

const ELSEWHERE = {
  fails: 'the store refuses them',
  presigned: 'the presigned URLs that clients get fail',
  redirected: 'each of them is redirected first',
} as const

const UNUSABLE = {
  certificate: ({ bucket, reason, proxy }: UnusableStore) =>
    `the certificate of the store of the bucket ${quote(bucket)} is not trusted (${printable(reason)}${throughProxy(proxy)}): ${remedyForCertificate(reason)}, or set MLFLOW_S3_IGNORE_TLS=true in a network that you trust`,
  file: ({ bucket, reason, from, file }: UnusableStore) =>
    `the bucket ${quote(bucket)} needs the file ${formatPath(file)} that ${formatSetting(from)} names, and it cannot be used (${printable(reason)}): correct the path, or let this user read the file`,
  'no store': ({ bucket, reason, proxy }: UnusableStore) =>
    `what answers for the bucket ${quote(bucket)} is not an S3 store (${printable(reason)}${throughProxy(proxy)}): correct MLFLOW_S3_ENDPOINT_URL${orDirectly(proxy)}`,
  'no tls': ({ bucket, reason }: UnusableStore) =>
    `the store of the bucket ${quote(bucket)} does not use TLS (${printable(reason)}): write http:// instead of https:// in MLFLOW_S3_ENDPOINT_URL, or correct its port`,
  tls: ({ bucket, reason }: UnusableStore) =>
    `the store of the bucket ${quote(bucket)} and OpenSSL agree on no TLS connection (${printable(reason)}): check the store's TLS settings and MLFLOW_S3_ENDPOINT_URL`,
  proxy: ({ bucket, reason, proxy }: UnusableStore) =>
    `the proxy that ${printable(proxy ?? 'HTTPS_PROXY')} names does not lead to the store of the bucket ${quote(bucket)} (${printable(reason)}): correct the variable${orDirectly(proxy)}`,
  credentials: ({ bucket, reason, proxy, from }: UnusableStore) =>
    from.variable === null && from.profile === null
      ? `boto3 has no credentials for the bucket ${quote(bucket)} (${printable(reason)}): '${COMMAND_NAME} config' shows where they should come from`
      : `boto3 gets no credentials for the bucket ${quote(bucket)} because of ${formatSetting(from)} (${printable(reason)}${throughProxy(proxy)}): ${REMEDIES[from.setting ?? ''] ?? 'correct this setting'}`,
  endpoint: ({ bucket, reason }: UnusableStore) =>
    `boto3 refuses the endpoint of the bucket ${quote(bucket)} (${printable(reason)}): the host's name can have letters, digits, hyphens and dots only: use another name or its address`,
  'upload argument': ({ reason }: UnusableStore) =>
    `boto3 refuses ${printable(reason)} in MLFLOW_S3_UPLOAD_EXTRA_ARGS at each upload: correct its name and its value`,
  settings: ({ bucket, reason }: UnusableStore) =>
    `boto3 cannot ask for the bucket ${quote(bucket)} (${printable(reason)}): correct this setting`,
} as const

/** What to do about a setting of a profile, apart from correcting it. */
const REMEDIES: Readonly<Record<string, string>> = {
  credential_process: 'run the program to see what it needs, or correct this setting',
  login_session: "log in with 'aws login', or correct this setting",
  sso_session: "log in with 'aws sso login', or correct this setting",
  sso_start_url: "log in with 'aws sso login', or correct this setting",
}

function formatSetting({ variable, profile, setting }: StoreSetting): string {
  if (variable !== null) return printable(variable)
  if (profile === null) return 'a profile of ~/.aws'
  return `${setting ? `${printable(setting)} of ` : ''}the profile ${quoteProfile(profile)}`
}

function remedyForCertificate(reason: string): string {
  if (/expired|not yet valid/.test(reason)) return "renew it, or correct this machine's clock"
  if (/host ?name|ip address/i.test(reason)) return 'name the store in MLFLOW_S3_ENDPOINT_URL as its certificate does'
  return "name the file with its authority's certificate in AWS_CA_BUNDLE"
}

const throughProxy = (proxy: string | null) => (proxy ? `, through the proxy that ${printable(proxy)} names` : '')
const withoutProxy = (proxy: string | null) =>
  proxy ? "; if the proxy does not lead to the store, add the store's host to NO_PROXY" : ''
const orDirectly = (proxy: string | null) => (proxy ? ", or add the store's host to NO_PROXY" : '')

/** People take such variables for the place of the token itself. */
function formatPath(path: string): string {
  return /^[./~][\w./~+@:=, -]{0,199}$/.test(path) ? quote(path) : `(a text of ${path.length} characters)`
}
