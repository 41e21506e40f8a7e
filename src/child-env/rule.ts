import type { Profiles } from '../aws-config/profiles.ts'
import type { Credentials } from '../credentials/credentials.ts'

/** What a rule may look at. */
export interface RuleContext {
  readonly credentials: Credentials
  readonly region: string | null
  /** The endpoint for S3 that the project names. */
  readonly endpoint: string | null
  /** The endpoint for S3 that is in force, which a profile may set as well. */
  readonly activeEndpoint: string | null
  readonly profiles: Profiles
  /** `--keep-aws-config`: the command can read the files of `~/.aws` even with project keys. */
  readonly keepAwsConfig: boolean
  /** `--keep`: variables of the shell that the command keeps if their rule lets them be kept. */
  readonly keep: ReadonlySet<string>
  /** The platform's null device: a file that exists and is empty. */
  readonly nullDevice: string
}

/** What happens to a variable: removed, kept, kept unless it is empty, set, or set if nobody has set it. */
export type Action = 'remove' | 'keep' | 'keep-non-empty' | { readonly set: string } | { readonly setIfAbsent: string }
/** One cell of the table. */
export type Cell = Action | ((context: RuleContext) => Action)

/** One group of variables with one reason. The rule with the exact name decides, otherwise the first with its prefix. */
export interface Rule {
  /** In upper case; a `*` at the end means any rest. Compared without regard to case, as some readers do. */
  readonly names: readonly string[]
  /** True if the rule is about names in upper case alone. */
  readonly isCaseSensitive?: true
  /** With project keys. */
  readonly project: Cell
  /** With a project's profile. */
  readonly profile: Cell
  /** With the shell's own credentials; `keep` if omitted. */
  readonly global?: Cell
  readonly reason: string
  /**
   * True if a variable of the project's own file stays although the shell's is removed or another value would be set: it
   * is not about the account, or no program that the table was made from reads it. A function says it of one value.
   */
  readonly allowFromProjectFile?: true | ((value: string, context: RuleContext) => boolean)
  /** True if `--keep` can ask for the shell's. */
  readonly canBeKept?: true
  /** True if a run says that it removed the shell's, because a person may miss it. */
  readonly isReported?: true
}

/** Finds the rule for a name. */
export type FindRule = (name: string) => Rule | undefined

/**
 * Compiles a table: a hash for the exact names, then the prefixes in the table's order, by their first letter. An exact name
 * beats a prefix.
 */
export function compileRules(table: readonly Rule[]): FindRule {
  const exact = new Map<string, Rule>()
  const prefixes = new Map<string, PrefixRule[]>()
  for (const rule of table) {
    for (const name of rule.names) {
      if (name.endsWith('*')) addPrefix(prefixes, name.slice(0, -1), rule)
      else exact.set(name, rule)
    }
  }
  return (name) => {
    const rule = exact.get(name)
    if (rule) return rule
    const upper = name.toUpperCase()
    const other = (upper === name ? undefined : exact.get(upper)) ?? withPrefix(upper, prefixes.get(upper.charAt(0)))
    return other?.isCaseSensitive && name !== upper ? undefined : other
  }
}

function addPrefix(prefixes: Map<string, PrefixRule[]>, prefix: string, rule: Rule): void {
  const known = prefixes.get(prefix.charAt(0))
  if (known) known.push({ prefix, rule })
  else prefixes.set(prefix.charAt(0), [{ prefix, rule }])
}

interface PrefixRule {
  readonly prefix: string
  readonly rule: Rule
}

function withPrefix(name: string, rules: readonly PrefixRule[] = []): Rule | undefined {
  for (const { prefix, rule } of rules) if (name.startsWith(prefix)) return rule
  return undefined
}

/** Whether a variable of the project's own file stays with this value. */
export function isAllowedFromFile({ allowFromProjectFile: allow }: Rule, value: string, context: RuleContext): boolean {
  return typeof allow === 'function' ? allow(value, context) : allow === true
}

export function evaluate(rule: Rule, context: RuleContext): Action {
  const cell = rule[context.credentials.column] ?? 'keep'
  return typeof cell === 'function' ? cell(context) : cell
}
