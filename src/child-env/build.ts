import type { Identity } from '../credentials/credentials.ts'
import { activeProfile, ownedNames } from '../credentials/shell.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import type { Environment, Source } from '../model/source.ts'
import type { EnvironmentChange, Setting } from './change.ts'
import { type Facts, index, judge, type Rule, type Verdict } from './rule.ts'
import { TABLE } from './table.ts'

export interface ChildQuestion {
  readonly parent: Environment
  /** The highest first; the real environment is one of them. */
  readonly sources: readonly Source[]
  readonly facts: Facts
  /** `--keep-aws`: every `AWS_*` stays as it is, only MLflow's names are touched. */
  readonly keepAws: boolean
  /** Variables with a value that the launcher resolved or made itself; null takes the name out. */
  readonly resolved: ReadonlyMap<string, Setting | null>
}

/** Makes the child's environment, as a change to the parent's, out of the table and the files' variables. */
export function makeChange(question: ChildQuestion): EnvironmentChange {
  const set = new Map<string, Setting>()
  const unset = new Map<string, string>()
  const withheld: { origin: Origin; why: string }[] = []
  addUngoverned(question, set)
  for (const name of candidates(question)) {
    const own = Object.hasOwn(question.parent, name) ? question.parent[name] : undefined
    const rule = findRule(name)
    const resolved = question.resolved.get(name)
    const { inherited, dropped } = inherit(question.sources, question.facts.identity, name)
    const why = dropped ?? rule?.why ?? 'empty'
    const verdict = resolved === undefined ? decide(question, name, rule, inherited) : (resolved ?? 'remove')
    const setting = toSetting(verdict, inherited, resolved?.why ?? why)
    if (setting && setting.value !== own) set.set(name, setting)
    if (!setting && own !== undefined) unset.set(name, why)
    if (!setting) withheld.push(...fileOrigins(question.sources, name).map((origin) => ({ origin, why })))
  }
  return { set, unset, withheld }
}

const FROM_FILE = "a variable of the project's file"

/** The rule of the table for a name. */
export const findRule = index(TABLE)

/** The names that a rule may set although nobody named them. */
const SETTABLE = TABLE.filter((rule) =>
  [rule.project, rule.profile, rule.shell].some((action) => typeof action === 'object' || typeof action === 'function'),
)
  .flatMap(({ names }) => names)
  .filter((name) => !name.endsWith('*'))

/** What is no rule's business: what the shell has stays, and what it lacks a file may give. */
function addUngoverned({ parent, sources, resolved }: ChildQuestion, set: Map<string, Setting>): void {
  for (const { file } of sources) {
    if (!file) continue
    for (const [name, { value, origin }] of file.entries) {
      if (Object.hasOwn(parent, name) || set.has(name) || findRule(name) || resolved.has(name)) continue
      set.set(name, { value, origin, why: FROM_FILE })
    }
  }
}

/** The names that are somebody's business. */
function candidates({ parent, sources, resolved }: ChildQuestion): Set<string> {
  const names = new Set<string>([...resolved.keys(), ...Object.keys(parent).filter(findRule)])
  for (const source of sources)
    if (source.kind === 'file') for (const name of source.names()) if (findRule(name)) names.add(name)
  for (const name of SETTABLE) names.add(name)
  return names
}

/** A variable's value as `load_dotenv()` would leave it, but for the shell's credentials, which come as one set. */
export function inherit(
  sources: readonly Source[],
  identity: Identity,
  name: string,
): { inherited: Sourced | undefined; dropped?: string } {
  if ((identity.mode === 'global' || identity.mode === 'ambient') && identity.owner) {
    if (ownedNames(identity).includes(name)) {
      const whose = identity.owner.file?.display ?? 'the environment'
      const profile = identity.mode === 'ambient' && activeProfile(identity.owner)
      return {
        inherited: identity.owner.get(name),
        dropped: `${profile ? 'the profile' : 'the key set'} comes from ${whose} as a whole`,
      }
    }
  }
  for (const source of sources) {
    const found = source.get(name)
    if (found) return { inherited: found }
  }
  return { inherited: undefined }
}

function decide(question: ChildQuestion, name: string, rule: Rule | undefined, inherited: Sourced | undefined) {
  if (!rule || (question.keepAws && !name.toUpperCase().startsWith('MLFLOW_'))) return 'keep'
  const verdict = judge(rule, question.facts)
  // Another spelling of a name that is set: readers that disregard case would see two values.
  if (typeof verdict === 'object' && name !== name.toUpperCase()) return 'remove'
  if (verdict !== 'remove' || !rule.sparesOwnFile) return verdict
  const own = question.sources.find((source) => source.kind === 'file' && source.get(name))?.get(name)
  return own ? { set: own.value, origin: own.origin } : inherited ? 'remove' : 'keep'
}

function toSetting(
  verdict: Verdict | Setting | { set: string; origin: Origin },
  inherited: Sourced | undefined,
  why: string,
): Setting | null {
  if (verdict === 'remove') return null
  if (verdict === 'keep' || verdict === 'keep-non-empty') {
    if (!inherited || (verdict === 'keep-non-empty' && inherited.value === '')) return null
    return { value: inherited.value, origin: inherited.origin, why: FROM_FILE }
  }
  if ('value' in verdict) return verdict
  return { value: verdict.set, origin: 'origin' in verdict ? verdict.origin : null, why }
}

function fileOrigins(sources: readonly Source[], name: string): Origin[] {
  return sources.flatMap((source) => (source.kind === 'file' ? (source.get(name)?.origin ?? []) : []))
}
