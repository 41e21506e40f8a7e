import { CODE_MEANINGS } from '../../../checks/store-wording.ts'
import { formatOrigin, printable, quoteProfile } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import type { Finding } from './finding.ts'
import { inPlace } from './place.ts'

export interface KeyRefusal extends Pick<Finding, 'reason' | 'proxy' | 'isOfKeyForm'> {
  /** Who refuses, as `the store http://127.0.0.1:9000`. */
  readonly by: string
  readonly isAws: boolean
}

const KEY_ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
const TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'

/** What a store, or STS, has against the keys. */
export function explainKeys(context: DoctorContext, refusal: KeyRefusal): CheckResult {
  const credentials = context.run.configuration?.credentials
  const suffix = credentials?.accessKeyIdSuffix
  const key = suffix ? `the key …${printable(suffix)}` : 'the key'
  const origin = [...(credentials?.origins.values() ?? [])][0]
  const where = origin ? formatOrigin(origin) : ''
  const code = printable(refusal.reason)
  const profile = credentials?.profile ? quoteProfile(credentials.profile.value) : null
  const file = inPlace(context, originOf(context, 'AWS_ACCESS_KEY_ID'))
  const { by } = refusal
  if (/^(?:ExpiredToken|TokenRefreshRequired)/.test(refusal.reason)) {
    const again = profile
      ? `log in again: aws sso login --profile ${profile}`
      : `${KEY_ID}, ${SECRET} and ${TOKEN}${file}: write three new ones`
    return fail(`${CODE_MEANINGS.ExpiredToken} (${code})`, where, again)
  }
  if (/^InvalidToken/.test(refusal.reason)) {
    const again = `write the ${TOKEN} that was made with the key${file}, or remove it if the key is a long-term one (AKIA…)`
    return fail(`the session token does not belong to ${key} (${code})`, where, again)
  }
  if (/^(?:SignatureDoesNotMatch|InvalidSignature)/.test(refusal.reason)) {
    const place = inPlace(context, originOf(context, 'AWS_SECRET_ACCESS_KEY'))
    const copy = profile
      ? `copy the secret of the profile ${profile} again: aws configure --profile ${profile}`
      : `copy the secret of the key again, whole, with every + / and =: ${SECRET}='…'${place}`
    const proxy = refusal.proxy
      ? `; or add the store's host to NO_PROXY, if the proxy that ${printable(refusal.proxy)} names changes requests`
      : ''
    return fail(
      `${CODE_MEANINGS.SignatureDoesNotMatch}, ${suffix ? `…${printable(suffix)}` : 'as it was read'} (${code})`,
      where,
      `${copy}${proxy}`,
    )
  }
  if (/^(?:AccountProblem|NotSignedUp|OptInRequired)/.test(refusal.reason)) {
    return fail(
      `${by} serves nothing to the account of ${key} (${code})`,
      where,
      'see to the account at https://console.aws.amazon.com/billing, or ask AWS Support',
    )
  }
  return fail(`${by} does not know ${key} (${code})`, where, remedyForUnknown(context, refusal, file, profile))
}

function remedyForUnknown(
  { run, env }: DoctorContext,
  { isAws, by }: KeyRefusal,
  file: string,
  profile: string | null,
): string {
  const looksLikeAws = /^A[KS]IA[A-Z0-9]{16}$/.test(env.AWS_ACCESS_KEY_ID ?? '')
  const write = profile
    ? `write keys that exist into the profile ${profile}: aws configure --profile ${profile}`
    : `write keys that exist: ${KEY_ID}=… and ${SECRET}=…${file}`
  if (isAws) {
    const deleted =
      looksLikeAws || profile ? " ('aws iam list-access-keys' of another key shows whether it was deleted)" : ''
    return `${write}${deleted}, or MLFLOW_S3_ENDPOINT_URL=https://…${file} if they are another store's`
  }
  const endpoint = run.configuration?.endpoint
  const keys = `write keys of ${by}: ${KEY_ID}=… and ${SECRET}=…${file}`
  return endpoint && looksLikeAws
    ? `${keys}; or, if the bucket is on AWS, remove the endpoint: ${formatOrigin(endpoint.origin)}`
    : keys
}

function originOf({ run }: DoctorContext, name: string) {
  return run.configuration?.credentials.origins.get(name) ?? null
}
