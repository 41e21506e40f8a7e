import type { Environment } from '../model/source.ts'
import { holdsPassword, withoutPassword } from '../model/uri.ts'
import { KEYS_VARIABLE } from '../options/keys-option.ts'
import { type EnvironmentChange, toSetting } from './change.ts'

const PASSWORD = 'no command needs the password of the store of API keys'
const FILE = 'a file does not decide who gets in'

/**
 * The change with what a command gets of `WITH_MLFLOW_ENV_KEYS`: the shell's, so that a launcher inside uses the same store,
 * without the password of the database. That launcher can have it from PGPASSWORD or ~/.pgpass, or by `--keep`.
 */
export function handOnKeyStore(
  parent: Environment,
  change: EnvironmentChange,
  keep: ReadonlySet<string>,
): EnvironmentChange {
  const store = parent[KEYS_VARIABLE] ?? ''
  const fromFile = change.set.get(KEYS_VARIABLE)?.origin ?? null
  const isSecret = holdsPassword(store) && !keep.has(KEYS_VARIABLE)
  if (fromFile === null && !isSecret) return change
  const set = new Map(change.set)
  const unset = new Map(change.unset)
  set.delete(KEYS_VARIABLE)
  const withheld = fromFile === null ? change.withheld : [...change.withheld, { origin: fromFile, reason: FILE }]
  if (isSecret) {
    const rest = withoutPassword(store)
    if (rest === null) unset.set(KEYS_VARIABLE, PASSWORD)
    else set.set(KEYS_VARIABLE, toSetting(rest, PASSWORD, { kind: 'environment', name: KEYS_VARIABLE }))
  }
  return { set, unset, withheld }
}
