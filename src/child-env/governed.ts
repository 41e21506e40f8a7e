import { isProjectOwned } from '../credentials/credentials.ts'
import type { Environment } from '../model/source.ts'
import { findRule } from './build.ts'
import { evaluate, type RuleContext } from './rule.ts'

export interface GovernedInput {
  readonly context: RuleContext
  /** `--keep-aws`: every `AWS_*` stays as it is. */
  readonly keepAws: boolean
  readonly parent: Environment
  /** A variable's value in the child. */
  readonly child: (name: string) => string | undefined
}

/**
 * Whether the launcher, with the project's credentials, decides a variable's value. What it leaves as the shell has it
 * is the user's own affair, and so is a name that no reader of the table knows.
 */
export function isGoverned(name: string, { context, keepAws, parent, child }: GovernedInput): boolean {
  const { credentials } = context
  if (keepAws || !isProjectOwned(credentials) || /^MLFLOW_AWS_/i.test(name)) return false
  if (credentials.variables.has(name)) return true
  const rule = findRule(name)
  if (!rule || rule.allowFromProjectFile === true) return false
  const action = evaluate(rule, context)
  if (action === 'keep' || action === 'keep-non-empty') return false
  const value = child(name)
  return value === undefined || !Object.hasOwn(parent, name) || parent[name] !== value
}
