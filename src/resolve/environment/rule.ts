import type { Profiles } from '../aws/profiles.ts'
import type { Identity } from '../identity/identity.ts'

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

/** One group of variables with one reason. The first rule that knows a name decides. */
export interface Rule {
  /** Exact names, or expressions; names are compared without regard to case, as some readers do. */
  readonly names: readonly (string | RegExp)[]
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

export function matches(rule: Rule, name: string): boolean {
  return rule.names.some((known) => (typeof known === 'string' ? known === name.toUpperCase() : known.test(name)))
}

export function judge(rule: Rule, facts: Facts): Verdict {
  const action =
    facts.identity.mode === 'project'
      ? rule.project
      : facts.identity.mode === 'profile'
        ? rule.profile
        : (rule.shell ?? 'keep')
  return typeof action === 'function' ? action(facts) : action
}
