import { CODE_MEANINGS } from '../../../checks/store-wording.ts'
import { formatOrigin, printable } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import type { Finding } from './finding.ts'
import { placeOfKeys } from './place-of-keys.ts'

export interface KeyRefusal extends Pick<Finding, 'reason' | 'proxy' | 'isOfKeyForm'> {
  /** Who refuses, as `the store http://127.0.0.1:9000`. */
  readonly by: string
  readonly isAws: boolean
}

/** What a store, or STS, has against the keys. */
export function explainKeys(context: DoctorContext, refusal: KeyRefusal): CheckResult {
  const { suffix, where, isExample, renew, token, secret, let: others } = placeOfKeys(context)
  const key = suffix ? `the key …${printable(suffix)}` : 'the key'
  const code = printable(refusal.reason)
  const { by } = refusal
  if (/^(?:ExpiredToken|TokenRefreshRequired)/.test(refusal.reason)) {
    return fail(`${CODE_MEANINGS.ExpiredToken} (${code})`, where, others(renew))
  }
  if (/^InvalidToken/.test(refusal.reason)) {
    return fail(`the session token does not belong to ${key} (${code})`, where, others(token))
  }
  if (/^(?:SignatureDoesNotMatch|InvalidSignature)/.test(refusal.reason)) {
    const proxy = refusal.proxy
      ? `; or add the store's host to NO_PROXY, if the proxy that ${printable(refusal.proxy)} names changes requests`
      : ''
    return fail(
      `${CODE_MEANINGS.SignatureDoesNotMatch}, ${suffix ? `…${printable(suffix)}` : 'as it was read'} (${code})`,
      where,
      `${others(secret)}${proxy}`,
    )
  }
  if (/^(?:AccountProblem|NotSignedUp|OptInRequired)/.test(refusal.reason)) {
    return fail(
      `${by} serves nothing to the account of ${key} (${code})`,
      where,
      'see to the account at https://console.aws.amazon.com/billing, or ask AWS Support',
    )
  }
  const example = isExample ? ", which is one of AWS's documentation" : ''
  return fail(`${by} does not know ${key}${example} (${code})`, where, others(remedyForUnknown(context, refusal)))
}

function remedyForUnknown(context: DoctorContext, { isAws, by }: KeyRefusal): string {
  const { keys, file, isKeySet, isExample } = placeOfKeys(context)
  const looksLikeAws = /^A[KS]IA[A-Z0-9]{16}$/.test(context.env.AWS_ACCESS_KEY_ID ?? '')
  if (!isKeySet || isExample) return keys('keys that exist')
  if (isAws) {
    const deleted = looksLikeAws ? " ('aws iam list-access-keys' of another key shows whether it was deleted)" : ''
    return `${keys('keys that exist')}${deleted}, or MLFLOW_S3_ENDPOINT_URL=https://…${file} if they are another store's`
  }
  const endpoint = context.run.configuration?.endpoint
  return endpoint && looksLikeAws
    ? `${keys(`keys of ${by}`)}; or, if the bucket is on AWS, remove the endpoint: ${formatOrigin(endpoint.origin)}`
    : keys(`keys of ${by}`)
}
