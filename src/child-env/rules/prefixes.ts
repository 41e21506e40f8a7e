import type { Rule } from '../rule.ts'
import { STORE_SETTINGS } from '../store-settings.ts'

/** Whatever else begins as a variable of AWS does: the last rows of the table. */
export const PREFIXES: readonly Rule[] = [
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
