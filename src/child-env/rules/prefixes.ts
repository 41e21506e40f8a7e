import type { Rule } from '../rule.ts'
import { STORE_SETTINGS } from '../store-settings.ts'

/** What object_store takes for no. */
const isNo = (value: string): boolean => /^(?:0|false|off|no|n)$/i.test(value)

/** Whatever else begins as a variable of AWS does: the last rows of the table. */
export const PREFIXES: readonly Rule[] = [
  {
    names: STORE_SETTINGS,
    project: 'remove',
    profile: 'remove',
    reason: "object_store and botocore read it: the shell's is about another bucket",
    allowFromProjectFile: true,
    canBeKept: true,
  },
  {
    names: ['AWS_SKIP_SIGNATURE'],
    project: 'remove',
    profile: 'remove',
    reason: 'object_store then sends its requests without a signature, as nobody',
    allowFromProjectFile: isNo,
  },
  {
    names: ['BOTO*'],
    project: 'remove',
    profile: 'remove',
    reason: 'a setting of botocore or Boto 2, which may load other code or credentials',
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
