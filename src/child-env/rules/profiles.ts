import type { Action, Rule, RuleContext } from '../rule.ts'
import { nullDevice } from './actions.ts'

const configFile = (context: RuleContext): Action => (context.keepAwsConfig ? 'keep-non-empty' : nullDevice(context))

/** Profiles, and the files that have them. */
export const PROFILES: readonly Rule[] = [
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
]
