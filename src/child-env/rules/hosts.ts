import { isAwsEndpoint } from '../../credentials/aws-host.ts'
import { startsWithAnyCase } from '../../model/ascii.ts'
import type { Action, Rule, RuleContext } from '../rule.ts'
import { isActiveEndpoint, isFromEnvironment, setOrRemove } from './actions.ts'

const region = ({ region }: RuleContext) => setOrRemove(region)
const endpoint = ({ endpoint }: RuleContext) => setOrRemove(endpoint)
const endpointIfNamed = ({ endpoint }: RuleContext): Action => (endpoint ? { set: endpoint } : 'keep')
const isHttp = (endpoint: string | null) => startsWithAnyCase(endpoint ?? '', 'http:')
/** With the project's account, a need follows the endpoint in force, wherever that was named. What the project says itself wins. */
function ifNeeded(isNeeded: boolean, value: string, context: RuleContext): Action {
  const isNamed = isFromEnvironment(context)
  if (!isNeeded) return isNamed ? 'keep-non-empty' : 'remove'
  return isNamed ? { setIfAbsent: value } : { set: value }
}

const ifActiveHttp = (context: RuleContext) => ifNeeded(isHttp(context.activeEndpoint), 'true', context)
/** With the shell's account, what the shell says stays. */
const ifNamedHttp = ({ endpoint }: RuleContext): Action => (isHttp(endpoint) ? { setIfAbsent: 'true' } : 'keep')

const CHECKSUMS = {
  reason: 'S3-compatible stores refuse the newer default checksums',
  allowFromProjectFile: true,
} as const

/** The store's need is a default only: what the project says itself wins, in its profile too. @param option the profile's */
function checksums(option: string): Pick<Rule, 'project' | 'profile' | 'global'> {
  const isNeeded = (endpoint: string | null, { credentials, keepAwsConfig, profiles }: RuleContext) => {
    const profile = credentials.activeProfile ?? (keepAwsConfig ? 'default' : null)
    return endpoint !== null && !isAwsEndpoint(endpoint) && !(profile && profiles.sets(profile, option))
  }
  const own = (context: RuleContext) => ifNeeded(isNeeded(context.activeEndpoint, context), 'when_required', context)
  const global = (context: RuleContext): Action =>
    isNeeded(context.endpoint, context) ? { setIfAbsent: 'when_required' } : 'keep'
  return { project: own, profile: own, global }
}

/** The region, the endpoint, and what a store at an endpoint needs. */
export const HOSTS: readonly Rule[] = [
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
    names: ['AWS_ENDPOINT'],
    project: 'remove',
    profile: 'remove',
    reason: 'object_store sends its requests there',
    allowFromProjectFile: isActiveEndpoint,
  },
  {
    names: ['AWS_ENDPOINT_*'],
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
  { names: ['AWS_REQUEST_CHECKSUM_CALCULATION'], ...checksums('request_checksum_calculation'), ...CHECKSUMS },
  { names: ['AWS_RESPONSE_CHECKSUM_VALIDATION'], ...checksums('response_checksum_validation'), ...CHECKSUMS },
  {
    names: ['AWS_ALLOW_HTTP'],
    project: ifActiveHttp,
    profile: ifActiveHttp,
    global: ifNamedHttp,
    reason: 'object_store refuses an endpoint with http without it',
    allowFromProjectFile: true,
  },
]
