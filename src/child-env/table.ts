import { OTHER_READERS } from './other-readers.ts'
import type { Action, Rule, RuleContext } from './rule.ts'
import { STORE_SETTINGS } from './store-settings.ts'
import { CREDENTIAL_HELPERS, SDK_TRANSPORT, SHELL_SESSION, TOOL_SETTINGS } from './tool-settings.ts'

const setOrRemove = (value: string | false | null | undefined): Action => (value ? { set: value } : 'remove')
const region = ({ region }: RuleContext) => setOrRemove(region)
const endpoint = ({ endpoint }: RuleContext) => setOrRemove(endpoint)
const endpointIfNamed = ({ endpoint }: RuleContext): Action => (endpoint ? { set: endpoint } : 'keep')
const isHttp = (endpoint: string | null) => /^http:/i.test(endpoint ?? '')
/** What an endpoint needs, with the project's account: it follows the endpoint in force, wherever that was named. */
const withActiveEndpoint = (value: string, applies: (endpoint: string) => boolean = () => true) => {
  return ({ activeEndpoint }: RuleContext) => setOrRemove(activeEndpoint && applies(activeEndpoint) && value)
}
/** With the shell's account: what the shell says stays. */
const withNamedEndpoint =
  (value: string, applies: (endpoint: string) => boolean = () => true) =>
  ({ endpoint }: RuleContext): Action =>
    endpoint && applies(endpoint) ? { setIfAbsent: value } : 'keep'
const nullDevice = ({ nullDevice }: RuleContext): Action => ({ set: nullDevice })
const configFile = (context: RuleContext): Action => (context.keepAwsConfig ? 'keep-non-empty' : nullDevice(context))
/** Kept if the profile's role gets its first credentials from this source. */
const unlessFrom =
  (source: string, otherwise: Action) =>
  ({ credentials, profiles }: RuleContext): Action =>
    credentials.profile && profiles.credentialSource(credentials.profile.value) === source ? 'keep' : otherwise

/** Kept if the project's credentials are in the environment too: then it is the project's own. */
const ifFromEnvironment = ({ credentials }: RuleContext): Action =>
  Array.from(credentials.origins.values()).some(({ kind }) => kind === 'environment') ? 'keep' : 'remove'
/** Where nothing listens. It must be an http URL, else object_store ends with a panic. */
const NOWHERE = 'http://127.0.0.1:9'

/**
 * What becomes of every variable that can change the account, the region, the host or the way a request is signed. The
 * variables that the credentials themselves bring (`Credentials.variables`) are set whatever is said of them here.
 *
 * From botocore (`configprovider.py`, `credentials.py`, `utils.py`), the other AWS SDKs, Rust's `object_store`
 * (`src/aws/builder.rs`), fsspec/s3fs and TensorFlow, each tested if it could be.
 */
export const TABLE: readonly Rule[] = [
  {
    names: ['MLFLOW_AWS_*'],
    project: 'remove',
    profile: 'remove',
    global: 'remove',
    reason: "the launcher's own input; `mlflow doctor` prints every MLFLOW_* variable unmasked",
  },
  {
    names: ['AWS_ACCESS_KEY_ID'],
    project: 'remove',
    profile: 'remove',
    global: 'keep-non-empty',
    reason: 'boto3 reads keys from the environment before anything else, even before AWS_PROFILE',
  },
  {
    names: ['AWS_SECRET_ACCESS_KEY'],
    project: 'remove',
    profile: 'remove',
    global: 'keep-non-empty',
    reason: 'belongs to the key id',
  },
  {
    names: ['AWS_SESSION_TOKEN'],
    project: 'remove',
    profile: 'remove',
    global: 'keep-non-empty',
    reason: "belongs to the key id; another set's token makes the request fail",
  },
  {
    names: ['AWS_SECURITY_TOKEN'],
    project: 'remove',
    profile: 'remove',
    global: 'keep-non-empty',
    reason: 'the older name of the session token, which botocore reads first',
  },
  {
    names: ['AWS_CREDENTIAL_EXPIRATION', 'AWS_ACCOUNT_ID'],
    project: 'remove',
    profile: 'remove',
    reason: 'describes other credentials: a past expiry makes fresh keys fail, an account id changes the host',
  },
  {
    names: ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY', 'AWS_TOKEN'],
    project: 'remove',
    profile: 'remove',
    reason: 'other names for keys, read by the Java SDK v1 and by object_store',
  },
  {
    names: ['AWS_DEFAULT_PROFILE'],
    project: 'remove',
    profile: 'remove',
    global: 'keep-non-empty',
    reason: 'botocore prefers it to AWS_PROFILE',
  },
  {
    names: ['AWS_PROFILE'],
    project: 'remove',
    profile: 'remove',
    global: 'keep-non-empty',
    reason:
      'a profile brings its own region, endpoint and CA bundle, and fails if it does not exist, even next to keys',
  },
  {
    names: ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'],
    project: configFile,
    profile: 'keep-non-empty',
    reason: '[default] would add its region and endpoint, and a file that cannot be parsed fails even next to keys',
  },
  {
    names: ['BOTO_CONFIG'],
    project: nullDevice,
    profile: nullDevice,
    reason: 'botocore continues with the credentials of Boto 2, in ~/.boto and /etc/boto.cfg',
  },
  {
    names: ['AWS_CREDENTIAL_FILE', 'AWS_DATA_PATH'],
    project: 'remove',
    profile: 'remove',
    reason: 'another place for credentials; other models of endpoints',
  },
  {
    names: ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME'],
    project: 'remove',
    profile: 'remove',
    reason: 'boto3 prefers a web identity in the environment to SSO and static profiles',
  },
  {
    names: ['AWS_CONTAINER_*'],
    project: 'remove',
    profile: unlessFrom('EcsContainer', 'remove'),
    reason: "the container's role is the next account that boto3 tries",
  },
  {
    names: ['AWS_EC2_METADATA_DISABLED'],
    project: { set: 'true' },
    profile: unlessFrom('Ec2InstanceMetadata', { set: 'true' }),
    reason: "the instance's role is the last account that boto3 tries",
  },
  {
    names: ['AWS_METADATA_ENDPOINT'],
    project: 'remove',
    profile: unlessFrom('Ec2InstanceMetadata', { set: NOWHERE }),
    reason: "object_store knows no profiles and would take the instance's role; nothing else reads this name",
  },
  {
    names: ['AWS_METADATA_*', 'AWS_EC2_METADATA_*', 'AWS_IMDS*'],
    project: 'remove',
    profile: unlessFrom('Ec2InstanceMetadata', 'remove'),
    reason: 'redirects where instance credentials come from',
  },
  {
    names: ['AWS_DEFAULT_REGION', 'AWS_REGION'],
    project: region,
    profile: region,
    global: region,
    reason: 'boto3 reads the first name, most other SDKs the second: both are set, equal, or neither',
  },
  {
    names: ['AWS_ENDPOINT_URL_S3'],
    project: endpoint,
    profile: endpoint,
    global: endpointIfNamed,
    reason: 'the S3 endpoint that the project names, for clients other than MLflow; no other endpoint is allowed',
  },
  {
    names: ['MLFLOW_S3_ENDPOINT_URL'],
    project: endpoint,
    profile: endpoint,
    global: endpoint,
    reason: 'the S3 endpoint that the project names; MLflow fails on an empty one',
  },
  {
    names: ['AWS_ENDPOINT', 'AWS_ENDPOINT_*'],
    project: 'remove',
    profile: 'remove',
    reason: 'redirects requests, including those to STS and SSO',
  },
  {
    names: ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
    project: ({ endpoint, keepAwsConfig }) => setOrRemove(keepAwsConfig && endpoint && 'false'),
    profile: ({ endpoint }) => setOrRemove(endpoint && 'false'),
    reason: 'would drop the endpoint that the project names; set to false because ~/.aws/config can ask for it too',
  },
  {
    names: ['AWS_REQUEST_CHECKSUM_CALCULATION', 'AWS_RESPONSE_CHECKSUM_VALIDATION'],
    project: withActiveEndpoint('when_required'),
    profile: withActiveEndpoint('when_required'),
    global: withNamedEndpoint('when_required'),
    reason: 'S3-compatible stores refuse the newer default checksums',
    allowFromProjectFile: true,
  },
  {
    names: ['AWS_ALLOW_HTTP'],
    project: withActiveEndpoint('true', isHttp),
    profile: withActiveEndpoint('true', isHttp),
    global: withNamedEndpoint('true', isHttp),
    reason: 'object_store refuses an endpoint with http without it',
    allowFromProjectFile: true,
  },
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
  {
    names: ['FSSPEC_CONFIG_DIR'],
    project: nullDevice,
    profile: nullDevice,
    reason: 's3fs prefers ~/.config/fsspec to AWS_*',
  },
  {
    names: ['FSSPEC_S3*', 'S3_ENDPOINT', 'S3_REGION', 'S3_USE_HTTPS', 'S3_VERIFY_SSL'],
    project: 'remove',
    profile: 'remove',
    reason: 's3fs and TensorFlow prefer them to AWS_*',
  },
  {
    names: OTHER_READERS,
    project: 'remove',
    profile: 'remove',
    reason: 'another program takes its account, host or signature from it',
    allowFromProjectFile: true,
  },
  {
    names: ['MLFLOW_S3_UPLOAD_EXTRA_ARGS', 'MLFLOW_S3_EXPECTED_BUCKET_OWNER'],
    project: ifFromEnvironment,
    profile: ifFromEnvironment,
    reason: "the shell's may name another account's key or bucket owner; set it next to the project's credentials",
    allowFromProjectFile: true,
    canBeKept: true,
    isReported: true,
  },
  {
    names: SHELL_SESSION,
    project: 'remove',
    profile: 'remove',
    reason: 'says which account the shell is in',
    allowFromProjectFile: true,
  },
  {
    names: CREDENTIAL_HELPERS,
    project: 'remove',
    profile: 'keep',
    reason: 'a setting of a program that gets credentials for a profile',
    allowFromProjectFile: true,
    canBeKept: true,
  },
  {
    names: TOOL_SETTINGS,
    project: 'keep',
    profile: 'keep',
    reason: 'no account, host or signature',
  },
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
  {
    names: STORE_SETTINGS,
    project: 'remove',
    profile: 'remove',
    reason: "object_store and botocore read these from the environment: they are the shell's, not the project's",
  },
  {
    names: ['BOTO*'],
    project: 'remove',
    profile: 'remove',
    reason: 'a botocore setting of the shell',
  },
  {
    names: ['AWS_*'],
    project: 'remove',
    profile: 'remove',
    reason: 'an AWS setting of the shell, which some program may read',
    allowFromProjectFile: true,
    canBeKept: true,
    isReported: true,
  },
]
