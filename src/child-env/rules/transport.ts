import type { Rule } from '../rule.ts'
import { SDK_TRANSPORT } from '../tool-settings.ts'

/** How requests travel. */
export const TRANSPORT: readonly Rule[] = [
  {
    names: ['AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'AWS_RETRY_MODE', 'AWS_MAX_ATTEMPTS', ...SDK_TRANSPORT],
    project: 'keep-non-empty',
    profile: 'keep-non-empty',
    reason: 'transport, not account; some of them fail if empty',
  },
  {
    names: ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
    isCaseSensitive: true,
    project: 'keep-non-empty',
    profile: 'keep-non-empty',
    reason: 'transport, not account; an empty one in lower case turns a proxy off',
  },
]
