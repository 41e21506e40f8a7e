import type { Credentials } from '../credentials/credentials.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import type { Secret } from '../model/secret.ts'
import type { Environment, Source } from '../model/source.ts'
import { type EnvironmentChange, type Setting, toSetting } from './change.ts'
import { type Action, compileRules, evaluate, isAllowedFromFile, type Rule, type RuleContext } from './rule.ts'
import { TABLE } from './table.ts'

export interface ChangeInput {
  readonly parent: Environment
  /** The highest first; the real environment is one of them. */
  readonly sources: readonly Source[]
  readonly context: RuleContext
  /** `--keep-aws`: every `AWS_*` stays as it is, only MLflow's names are touched. */
  readonly keepAws: boolean
  /** Variables with a value that the launcher resolved or made itself; null removes the name. */
  readonly resolved: ReadonlyMap<string, Setting | null>
}

/** Builds the child's environment, as a change to the parent's, from the table and the files' variables. */
export function makeChange(input: ChangeInput): EnvironmentChange {
  const { parent, sources, context } = input
  const set = new Map<string, Setting>()
  const unset = new Map<string, string>()
  const withheld: { origin: Origin; reason: string }[] = []
  addUngoverned(input, set)
  const environmentFirst = [...sources].sort((a, b) => Number(a.kind === 'file') - Number(b.kind === 'file'))
  // With --keep-aws even --override leaves the shell's AWS_*.
  const ordered = (name: string) => (input.keepAws && !isOwnWithKeepAws(name) ? environmentFirst : sources)
  for (const name of candidates(input)) {
    const own = Object.hasOwn(parent, name) ? parent[name] : undefined
    const rule = findRule(name)
    const resolved = input.resolved.get(name)
    const { inherited, dropped } = inherit(ordered(name), context.credentials, name)
    const reason = dropped ?? rule?.reason ?? (own ? PASSED_ON : 'empty')
    const action = resolved === undefined ? decide(input, name, rule, inherited) : (resolved ?? 'remove')
    const setting = decided(action, inherited, resolved?.reason ?? reason)
    if (setting && setting.value.reveal() !== own) set.set(name, setting)
    if (!setting && own !== undefined) unset.set(name, reason)
    if (!setting) withheld.push(...fileOrigins(sources, name).map((origin) => ({ origin, reason })))
  }
  return { set, unset, withheld }
}

/** What `--keep-aws` does not leave as it is: the launcher's own input, and the endpoint that MLflow reads. */
const isOwnWithKeepAws = (text: string) => /^MLFLOW_(?:AWS_|S3_ENDPOINT_URL$)/i.test(text)

const PASSED_ON = "another project's setting, passed on by the launcher outside"
const FROM_FILE = "a variable of the project's file"

/** The rule of the table for a name. */
export const findRule = compileRules(TABLE)

/** What no rule is about: what the shell has stays, and a file may add what it lacks, or replace it with `--override`. */
function addUngoverned({ parent, sources, resolved }: ChangeInput, set: Map<string, Setting>): void {
  for (const { file, names } of sources) {
    if (!file) continue
    for (const name of names()) {
      if (set.has(name) || findRule(name) || resolved.has(name)) continue
      const found = sources.find((source) => source.get(name))?.get(name)
      // The environment's own, or the same.
      if (found?.origin.kind !== 'file' || (Object.hasOwn(parent, name) && parent[name] === found.value)) continue
      set.set(name, toSetting(found.value, FROM_FILE, found.origin))
    }
  }
}

/** The names to decide about: what was resolved, what the credentials bring, what a rule may set, what a rule is about. */
function candidates({ parent, sources, resolved, context }: ChangeInput): Set<string> {
  const names = new Set([...resolved.keys(), ...Object.keys(parent).filter(findRule)])
  for (const source of sources) {
    if (source.kind === 'file') for (const name of source.names()) if (findRule(name)) names.add(name)
  }
  for (const name of context.credentials.variables.keys()) names.add(name)
  for (const rule of TABLE) {
    if (typeof evaluate(rule, context) !== 'object') continue
    for (const name of rule.names) if (!name.endsWith('*')) names.add(name)
  }
  return names
}

/** A variable's value as `load_dotenv()` would leave it, except for the shell's credentials, which come as one set. */
export function inherit(
  sources: readonly Source[],
  { shellSet }: Credentials,
  name: string,
): { inherited: Sourced | undefined; dropped?: string } {
  if (shellSet?.names.includes(name)) return { inherited: shellSet.source.get(name), dropped: shellSet.reason }
  for (const source of sources) {
    const found = source.get(name)
    if (found) return { inherited: found }
  }
  return { inherited: undefined }
}

function decide(input: ChangeInput, name: string, rule: Rule | undefined, inherited: Sourced | undefined) {
  if (input.keepAws && !isOwnWithKeepAws(name)) return 'keep'
  const own = input.context.credentials.variables.get(name)
  if (own) return { set: own.value }
  if (!rule || (rule.canBeKept && input.context.keep.has(name))) return 'keep'
  const action = evaluate(rule, input.context)
  // Another spelling of a name that is set: readers that disregard case would see two values.
  if (typeof action === 'object' && name !== name.toUpperCase()) return 'setIfAbsent' in action ? 'keep' : 'remove'
  const isReplaced = action === 'remove' || (typeof action === 'object' && 'set' in action)
  if (!isReplaced || !rule.allowFromProjectFile) return action
  const fromFile = input.sources.find((source) => source.kind === 'file' && source.get(name))?.get(name)
  if (fromFile && !isAllowedFromFile(rule, fromFile.value, input.context)) return action
  if (action !== 'remove') return fromFile?.value ? { set: fromFile.value, origin: fromFile.origin } : action
  return fromFile ? { set: fromFile.value, origin: fromFile.origin } : inherited ? 'remove' : 'keep'
}

function decided(
  action: Action | Setting | { set: string | Secret; origin?: Origin },
  inherited: Sourced | undefined,
  reason: string,
): Setting | null {
  if (action === 'remove') return null
  if (action === 'keep' || action === 'keep-non-empty') {
    if (!inherited || (action === 'keep-non-empty' && inherited.value === '')) return null
    return toSetting(inherited.value, FROM_FILE, inherited.origin)
  }
  if ('value' in action) return action
  if ('setIfAbsent' in action) {
    if (inherited?.value) return toSetting(inherited.value, FROM_FILE, inherited.origin)
    return toSetting(action.setIfAbsent, reason, null)
  }
  return toSetting(action.set, reason, 'origin' in action ? (action.origin ?? null) : null)
}

function fileOrigins(sources: readonly Source[], name: string): Origin[] {
  return sources.flatMap((source) => (source.kind === 'file' ? (source.get(name)?.origin ?? []) : []))
}
