import type { Rule } from '../rule.ts'

/** How an AWS SDK chooses a host, signs a request and reads its files. */
export const SDKS: readonly Rule[] = [
  {
    names: [
      'AWS_USE_FIPS_ENDPOINT',
      'AWS_USE_DUALSTACK_ENDPOINT',
      'AWS_STS_*',
      'AWS_S3_USE_ARN_REGION',
      'AWS_S3_US_EAST_1_REGIONAL_ENDPOINT',
      'AWS_S3_EXPRESS',
      'AWS_S3_DISABLE_*',
      'AWS_SIGV4A_*',
      'AWS_ACCOUNT_ID_ENDPOINT_MODE',
      'AWS_DISABLE_HOST_PREFIX_INJECTION',
      'AWS_AUTH_SCHEME_PREFERENCE',
      'AWS_ENDPOINT_DISCOVERY_ENABLED',
      'AWS_DEFAULTS_MODE',
    ],
    project: 'remove',
    profile: 'remove',
    reason: 'changes the host or the signature of a request',
  },
  {
    names: ['AWS_BEARER_TOKEN_*', 'BOTOCORE_EXPERIMENTAL__*', 'AWS_CSM_*', 'SSLKEYLOGFILE'],
    project: 'remove',
    profile: 'remove',
    reason: 'bypasses the keys, loads code, or writes secrets to a file',
  },
  {
    names: ['AWS_SDK_LOAD_CONFIG'],
    project: 'remove',
    profile: { set: '1' },
    reason: 'the older SDKs for Go and JavaScript read ~/.aws/config only with it',
  },
  {
    names: ['AWS_LOGIN_CACHE_DIRECTORY'],
    project: 'remove',
    profile: 'keep',
    reason: 'where `aws login` keeps the credentials of a profile',
  },
]
