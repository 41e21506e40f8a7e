import type { Profiles } from '../aws-config/profiles.ts'
import type { Identity } from '../credentials/credentials.ts'

/** What a rule may look at. */
export interface Facts {
  readonly identity: Identity
  readonly region: string | null
  readonly endpoint: string | null
  readonly profiles: Profiles
  /** `--keep-aws-config`: the files of `~/.aws` stay in reach beside project keys. */
  readonly keepAwsConfig: boolean
  /** The platform's null device: a file that is there and empty. */
  readonly nullDevice: string
}

/** What happens to a variable: taken out, left, left unless it is empty, or set. */
export type Verdict = 'remove' | 'keep' | 'keep-non-empty' | { readonly set: string }
export type Action = Verdict | ((facts: Facts) => Verdict)

/** One group of variables with one reason. The rule with the exact name decides, else the first with its beginning. */
export interface Rule {
  /** In upper case; a `*` at the end stands for any rest. Compared without regard to case, as some readers do. */
  readonly names: readonly string[]
  /** True where the rule is about names in upper case alone. */
  readonly inUpperCase?: true
  /** Beside project keys. */
  readonly project: Action
  /** Beside a project's profile. */
  readonly profile: Action
  /** With the shell's own credentials; `keep` where it is left out. */
  readonly shell?: Action
  readonly why: string
  /** True where a name of the project's own file stays although the shell's goes: no reader of the table knows it. */
  readonly sparesOwnFile?: true
}

/** A table of rules that can be asked for a name. */
export type Lookup = (name: string) => Rule | undefined

/**
 * Makes a table quick to ask: a hash for the exact names, and one look at each beginning. An exact
 * name beats a beginning, wherever they stand.
 */
export function index(table: readonly Rule[]): Lookup {
  const exact = new Map<string, number>()
  const beginnings: { beginning: string; at: number }[] = []
  for (const [at, { names }] of table.entries()) {
    for (const name of names) {
      if (name.endsWith('*')) beginnings.push({ beginning: name.slice(0, -1), at })
      else if (!exact.has(name)) exact.set(name, at)
    }
  }
  const begun = (upper: string) => {
    for (const { beginning, at } of beginnings) if (upper.startsWith(beginning)) return at
    return -1
  }
  // Most of a large environment is none of the table's business: one look at two letters tells.
  const initials = new Set(table.flatMap(({ names }) => names.map(initialOf)))
  return (name) => {
    if (!initials.has(initialOf(name))) return undefined
    const upper = name.toUpperCase()
    const rule = table[exact.get(upper) ?? begun(upper)]
    return rule?.inUpperCase && name !== upper ? undefined : rule
  }
}

/** The first two characters as a number, whatever their case. */
const initialOf = (name: string) => ((name.charCodeAt(0) & ~0x20) << 8) | (name.charCodeAt(1) & ~0x20)

export function judge(rule: Rule, facts: Facts): Verdict {
  const action =
    facts.identity.mode === 'project'
      ? rule.project
      : facts.identity.mode === 'profile'
        ? rule.profile
        : (rule.shell ?? 'keep')
  return typeof action === 'function' ? action(facts) : action
}
