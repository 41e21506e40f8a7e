import { COMMAND_NAME, printable, quote, quoteProfile } from '../model/format.ts'

/** What is wrong with a store, and what to do: two parts of one sentence. */
export interface StoreWording {
  readonly found: string
  readonly remedy: string
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

/** Why no wait will help. */
export type Cause = keyof typeof UNUSABLE

export interface UnusableStore {
  readonly bucket: string
  readonly cause: Cause
  readonly reason: string
  readonly proxy: string | null
  readonly from: StoreSetting
  readonly file: string
}

/** What a store's codes mean. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const CODE_MEANINGS: Readonly<Record<string, string>> = {
  SignatureDoesNotMatch: 'the secret does not belong to the key id',
  InvalidAccessKeyId: 'the store does not know the key id',
  ExpiredToken: 'the temporary keys have expired',
  RequestTimeTooSkewed: 'the clock of this machine is wrong',
}

export function wordUnusable(store: UnusableStore): StoreWording {
  return UNUSABLE[store.cause](store)
}

const UNUSABLE = {
  certificate: ({ bucket, reason, proxy }: UnusableStore) => ({
    found: `the certificate of the store of the bucket ${quote(bucket)} is not trusted (${printable(reason)}${throughProxy(proxy)})`,
    remedy: `${remedyForCertificate(reason)}, or set MLFLOW_S3_IGNORE_TLS=true in a network that you trust`,
  }),
  file: ({ bucket, reason, from, file }: UnusableStore) => ({
    found: `the bucket ${quote(bucket)} needs the file ${formatPath(file)} that ${formatSetting(from)} names, and it cannot be used (${printable(reason)})`,
    remedy: 'correct the path, or let this user read the file',
  }),
  'no store': ({ bucket, reason, proxy }: UnusableStore) => ({
    found: `what answers for the bucket ${quote(bucket)} is not an S3 store (${printable(reason)}${throughProxy(proxy)})`,
    remedy: `correct MLFLOW_S3_ENDPOINT_URL${orDirectly(proxy)}`,
  }),
  'no tls': ({ bucket, reason }: UnusableStore) => ({
    found: `the store of the bucket ${quote(bucket)} does not use TLS (${printable(reason)})`,
    remedy: 'write http:// instead of https:// in MLFLOW_S3_ENDPOINT_URL, or correct its port',
  }),
  tls: ({ bucket, reason }: UnusableStore) => ({
    found: `the store of the bucket ${quote(bucket)} and OpenSSL agree on no TLS connection (${printable(reason)})`,
    remedy: "check the store's TLS settings and MLFLOW_S3_ENDPOINT_URL",
  }),
  proxy: ({ bucket, reason, proxy }: UnusableStore) => ({
    found: `the proxy that ${printable(proxy ?? 'HTTPS_PROXY')} names does not lead to the store of the bucket ${quote(bucket)} (${printable(reason)})`,
    remedy: `correct the variable${orDirectly(proxy)}`,
  }),
  credentials: ({ bucket, reason, proxy, from }: UnusableStore) =>
    from.variable === null && from.profile === null
      ? {
          found: `boto3 has no credentials for the bucket ${quote(bucket)} (${printable(reason)})`,
          remedy: `'${COMMAND_NAME} config' shows where they should come from`,
        }
      : {
          found: `boto3 gets no credentials for the bucket ${quote(bucket)} because of ${formatSetting(from)} (${printable(reason)}${throughProxy(proxy)})`,
          remedy: REMEDIES[from.setting ?? ''] ?? 'correct this setting',
        },
  endpoint: ({ bucket, reason }: UnusableStore) => ({
    found: `boto3 refuses the endpoint of the bucket ${quote(bucket)} (${printable(reason)}): the host's name can have letters, digits, hyphens and dots only`,
    remedy: 'use another name or its address',
  }),
  'upload argument': ({ reason }: UnusableStore) => ({
    found: `boto3 refuses ${printable(reason)} in MLFLOW_S3_UPLOAD_EXTRA_ARGS at each upload`,
    remedy: 'correct its name and its value',
  }),
  settings: ({ bucket, reason }: UnusableStore) => ({
    found: `boto3 cannot ask for the bucket ${quote(bucket)} (${printable(reason)})`,
    remedy: 'correct this setting',
  }),
} as const

/** What to do about a setting of a profile, apart from correcting it. */
const REMEDIES: Readonly<Record<string, string>> = {
  credential_process: 'run the program yourself to see what it needs, or correct this setting',
  login_session: "log in with 'aws login', or correct this setting",
  sso_session: "log in with 'aws sso login', or correct this setting",
  sso_start_url: "log in with 'aws sso login', or correct this setting",
}

export function formatSetting({ variable, profile, setting }: StoreSetting): string {
  if (variable !== null) return printable(variable)
  if (profile === null) return 'a profile of ~/.aws'
  return `${setting ? `${printable(setting)} of ` : ''}the profile ${quoteProfile(profile)}`
}

function remedyForCertificate(reason: string): string {
  if (/expired|not yet valid/.test(reason)) return "renew it, or correct this machine's clock"
  if (/host ?name|ip address/i.test(reason)) return 'name the store in MLFLOW_S3_ENDPOINT_URL as its certificate does'
  return "name the file with its authority's certificate in AWS_CA_BUNDLE"
}

export const throughProxy = (proxy: string | null) =>
  proxy ? `, through the proxy that ${printable(proxy)} names` : ''
export const withoutProxy = (proxy: string | null) =>
  proxy ? "; if the proxy does not lead to the store, add the store's host to NO_PROXY" : ''
const orDirectly = (proxy: string | null) => (proxy ? ", or add the store's host to NO_PROXY" : '')

/** People take such variables for the place of the token itself. */
function formatPath(path: string): string {
  return /^[./~][\w./~+@:=, -]{0,199}$/.test(path) ? quote(path) : `(a text of ${path.length} characters)`
}
