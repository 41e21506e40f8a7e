import type { Finding } from './finding.ts'

/**
 * The checks that can find what every other request would meet, in the order in which a request meets it. A finding
 * belongs to one of them: those before it are well, and those after it cannot say anything.
 */
export const BLOCKING = ['store-answer', 'store-clock', 'bucket-region', 'store-keys', 'bucket'] as const
export type Owner = (typeof BLOCKING)[number]

/** The check that a finding belongs to. */
export function ownerOf(finding: Finding): Owner {
  const { kind, cause, reason, isOfCredentials } = finding
  switch (kind) {
    case 'unreachable':
      return isOfCredentials ? 'store-keys' : 'store-answer'
    case 'unusable':
      if (cause === 'settings' && /bucket name/i.test(reason)) return 'bucket'
      return cause === 'credentials' ? 'store-keys' : 'store-answer'
    case 'elsewhere':
      return 'bucket-region'
    case 'missing':
      return 'bucket'
    case 'refused':
      return ownerOfCode(finding)
  }
}

function ownerOfCode({ reason, isOfKeyForm }: Finding): Owner {
  if (reason === 'RequestTimeTooSkewed' || reason === 'RequestExpired') return 'store-clock'
  if (/^(?:AuthorizationHeaderMalformed|PermanentRedirect|IllegalLocationConstraint)/.test(reason)) {
    return 'bucket-region'
  }
  return isOfKeyForm || KEY_CODES.test(reason) ? 'store-keys' : 'bucket'
}

/** What stores and STS say of keys, whatever they are used for. */
export const KEY_CODES =
  /^(?:InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|ExpiredToken|InvalidToken|TokenRefreshRequired|InvalidSecurity|AccountProblem|NotSignedUp|OptInRequired|Unauthorized)/
