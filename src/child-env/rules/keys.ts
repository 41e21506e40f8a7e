import type { Rule } from '../rule.ts'

/** The keys of an account, under all their names. */
export const KEYS: readonly Rule[] = [
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
]
