import type { Cause, StoreSetting } from '../../../checks/store-wording.ts'

/** Why the store does not do what it was asked: a finding of `src/python/store_answer.py`. */
export interface Finding {
  readonly kind: 'unreachable' | 'unusable' | 'missing' | 'refused' | 'elsewhere'
  /** The store's own code if it refuses. */
  readonly reason: string
  /** Of what is unusable. */
  readonly cause: Cause
  /** The variable of the proxy on the way; null for none. */
  readonly proxy: string | null
  readonly from: StoreSetting
  readonly file: string
  /** Where the bucket is, if it is elsewhere. */
  readonly region: string
  /** Whether it is what gives the credentials that does not answer. */
  readonly isOfCredentials: boolean
  /** What the text of a refusal tells; null if it does not. */
  readonly action: string | null
  readonly resource: string | null
  /** The kind of the policy that denies it, as `resource-based`. */
  readonly deny: string | null
  /** Whether the store says that keys of its own have another form. */
  readonly isOfKeyForm: boolean
  /** Whether no request came past the proxy: the check `proxy` has the reason. */
  readonly isOfProxy: boolean
  /** Which of `http` and `https` is spoken there in place of the endpoint's; null if that is not known. */
  readonly speaks: string | null
}

export function parseFinding(value: unknown): Finding | null {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null
  const given = value as Readonly<Record<string, unknown>>
  return {
    kind: given.kind as Finding['kind'],
    reason: textOf(given.reason) ?? '',
    cause: given.cause as Cause,
    proxy: textOf(given.proxy),
    from: { variable: textOf(given.variable), profile: textOf(given.profile), setting: textOf(given.setting) },
    file: textOf(given.file) ?? '',
    region: textOf(given.region) ?? '',
    isOfCredentials: given.isOfCredentials === true,
    action: textOf(given.action),
    resource: textOf(given.resource),
    deny: textOf(given.deny),
    isOfKeyForm: given.isOfKeyForm === true,
    isOfProxy: given.isOfProxy === true,
    speaks: textOf(given.speaks),
  }
}

/** Whether this one thing is not allowed. As `NOT_ALLOWED` in `src/python/doctor/bucket.py`. */
export function isNotAllowed(finding: Finding | null): finding is Finding & { readonly kind: 'refused' } {
  return (
    finding?.kind === 'refused' && /^(?:AccessDenied|Forbidden|NotImplemented|MethodNotAllowed)$/.test(finding.reason)
  )
}

export const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
