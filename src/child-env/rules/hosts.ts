import type { Action, Rule, RuleContext } from '../rule.ts'
import { setOrRemove } from './actions.ts'

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
]
