import { OTHER_READERS } from '../other-readers.ts'
import type { Action, Rule, RuleContext } from '../rule.ts'
import { CREDENTIAL_HELPERS, SHELL_SESSION, TOOL_SETTINGS } from '../tool-settings.ts'
import { isActiveEndpoint, isActiveRegion, isFromEnvironment, nullDevice } from './actions.ts'

const ifFromEnvironment = (context: RuleContext): Action => (isFromEnvironment(context) ? 'keep' : 'remove')

/** What programs other than the AWS SDKs read. */
export const PROGRAMS: readonly Rule[] = [
  {
    names: ['FSSPEC_CONFIG_DIR'],
    project: nullDevice,
    profile: nullDevice,
    reason: 's3fs prefers ~/.config/fsspec to AWS_*',
  },
  {
    names: ['FSSPEC_S3*'],
    project: 'remove',
    profile: 'remove',
    reason: 's3fs prefers them to AWS_*',
  },
  {
    names: ['FSSPEC_S3_ENDPOINT_URL', 'S3_ENDPOINT'],
    project: 'remove',
    profile: 'remove',
    reason: 's3fs and TensorFlow prefer them to the S3 endpoint of AWS_*',
    allowFromProjectFile: isActiveEndpoint,
  },
  {
    names: ['S3_REGION'],
    project: 'remove',
    profile: 'remove',
    reason: 'TensorFlow prefers it to AWS_REGION',
    allowFromProjectFile: isActiveRegion,
  },
  {
    names: ['S3_USE_HTTPS', 'S3_VERIFY_SSL'],
    project: 'remove',
    profile: 'remove',
    reason: "how TensorFlow connects to a store: the shell's is another one",
    allowFromProjectFile: true,
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
]
