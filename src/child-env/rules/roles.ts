import type { Action, Rule, RuleContext } from '../rule.ts'

/** Kept if the profile's role gets its first credentials from this source. */
const unlessFrom =
  (source: string, otherwise: Action) =>
  ({ credentials, profiles }: RuleContext): Action =>
    credentials.profile && profiles.credentialSource(credentials.profile.value) === source ? 'keep' : otherwise
/** Where nothing listens. It must be an http URL, else object_store ends with a panic. */
const NOWHERE = 'http://127.0.0.1:9'

/** Roles that a token, a container or an instance has. */
export const ROLES: readonly Rule[] = [
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
]
