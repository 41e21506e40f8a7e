/**
 * What schedulers, command line tools, tracers and platforms read. None of it is an account, a host of a store or part of a
 * signature.
 */
export const TOOL_SETTINGS = [
  // AWS Batch: the number of an array's job, its nodes, its queue.
  'AWS_BATCH_*',
  // The AWS CLI.
  'AWS_PAGER',
  'AWS_DEFAULT_OUTPUT',
  'AWS_CLI_*',
  // Where a program runs, and what it calls itself in requests.
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_*',
  'AWS_SDK_UA_APP_ID',
  'AWS_TOOLING_USER_AGENT',
  // Tracers and metrics.
  'AWS_XRAY_*',
  'AWS_EMF_*',
  'AWS_OTEL_*',
  // Tools for deployments, and the builds of AWS Amplify.
  'AWS_SAM_*',
  'AWS_CDK_*',
  'AWS_APP_ID',
  'AWS_BRANCH',
  'AWS_BRANCH_ARN',
  'AWS_CLONE_URL',
  'AWS_COMMIT_ID',
  'AWS_JOB_ID',
  'AWS_PULL_REQUEST_ID',
  // Accelerators and their network.
  'AWS_NEURON_*',
  'AWS_OFI_*',
  // The runtime of the SDKs: memory, logs, and notes about old versions.
  'AWS_CRT_*',
  'AWS_JAVA_V1_*',
  'AWS_SDK_JS_*',
  'AWS_SUPPRESS_PHP_DEPRECATION_WARNING',
]

/** Transport of single SDKs. */
export const SDK_TRANSPORT = [
  'AWS_NODEJS_CONNECTION_REUSE_ENABLED',
  'BOTOCORE_TCP_KEEPALIVE',
  'BOTO_DISABLE_CRT',
  // Rust's object_store.
  'AWS_PROXY_URL',
  'AWS_PROXY_CA_CERTIFICATE',
  'AWS_PROXY_EXCLUDES',
  'AWS_TIMEOUT',
  'AWS_CONNECT_TIMEOUT',
]

/**
 * Settings of programs that a profile names in `credential_process`. Most of them have prefixes of their own (SAML2AWS_,
 * GRANTED_, OKTA_, OP_) and are under no rule.
 */
export const CREDENTIAL_HELPERS = [
  'AWS_VAULT_*',
  'AWS_MIN_TTL',
  'AWS_ASSUME_ROLE_TTL',
  'AWS_SESSION_TOKEN_TTL',
  'AWS_CHAINED_SESSION_TOKEN_TTL',
  'AWS_FEDERATION_TOKEN_TTL',
  'AWS_OKTA_*',
  'AWS_SSO_*',
  'AWS_DEFAULT_SSO_*',
  'AWS_CONFIGURE_*',
]

/** What those programs leave in the shell about the account that it is in. Some of them read it as a choice of account. */
export const SHELL_SESSION = [
  'AWS_VAULT',
  'AWS_SESSION_EXPIRATION',
  'AWS_OKTA_PROFILE',
  'AWS_OKTA_ASSUMED_ROLE',
  'AWS_OKTA_ASSUMED_ROLE_ARN',
  'AWS_OKTA_SESSION_EXPIRATION',
  'AWS_SSO',
  'AWS_SSO_PROFILE',
  'AWS_SSO_ACCOUNT*',
  'AWS_SSO_ROLE*',
  'AWS_SSO_DEFAULT_REGION',
  'AWS_SSO_SESSION_EXPIRATION',
]
