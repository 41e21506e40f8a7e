import type { Origin } from '../model/origin.ts'
import { Secret } from '../model/secret.ts'
import type { Environment } from '../model/source.ts'

/** A variable that the child gets. Any of them can hold a secret: only what builds an environment reveals the value. */
export interface Setting {
  readonly value: Secret
  readonly reason: string
  /** Where the value came from; null if a rule made it. */
  readonly origin: Origin | null
}

/** @param origin where the value came from; null if a rule made it */
export function toSetting(value: string | Secret, reason: string, origin: Origin | null): Setting {
  return { value: typeof value === 'string' ? new Secret(value) : value, reason, origin }
}

/** The child's environment is the parent's plus this value. */
export interface EnvironmentChange {
  readonly set: ReadonlyMap<string, Setting>
  /** Variables of the parent that the child does not get, each with the reason. */
  readonly unset: ReadonlyMap<string, string>
  /** Variables of the project's files that the child does not get, each with the reason. */
  readonly withheld: readonly { readonly origin: Origin; readonly reason: string }[]
}

/** A variable's value in the child; undefined if the child does not have it. */
export function childValue(parent: Environment, change: EnvironmentChange, name: string): string | undefined {
  const set = change.set.get(name)
  if (set) return set.value.reveal()
  return !change.unset.has(name) && Object.hasOwn(parent, name) ? parent[name] : undefined
}

/** The child's whole environment. The parent's stays as it is. */
export function applyChange(parent: Environment, change: EnvironmentChange): Record<string, string> {
  // No prototype: a variable called __proto__ is a variable like any other.
  const child: Record<string, string> = Object.create(null)
  for (const name of Object.keys(parent)) {
    const value = parent[name]
    if (value !== undefined && !change.unset.has(name) && !change.set.has(name)) child[name] = value
  }
  for (const [name, { value }] of change.set) child[name] = value.reveal()
  return child
}

/** Whether the child's environment is the parent's. */
export function isUnchanged({ set, unset }: EnvironmentChange): boolean {
  return set.size === 0 && unset.size === 0
}

/** Two changes as one: the second was made for what the first has made of the parent. */
export function followedBy(
  parent: Environment,
  first: EnvironmentChange,
  second: EnvironmentChange,
): EnvironmentChange {
  const set = new Map([...first.set, ...second.set])
  for (const name of second.unset.keys()) set.delete(name)
  const unset = new Map([...first.unset, ...second.unset])
  for (const name of unset.keys()) if (set.has(name) || !Object.hasOwn(parent, name)) unset.delete(name)
  return { set, unset, withheld: [...first.withheld, ...second.withheld] }
}

export function withSetting(change: EnvironmentChange, name: string, setting: Setting): EnvironmentChange {
  const unset = new Map(change.unset)
  unset.delete(name)
  return { ...change, unset, set: new Map([...change.set, [name, setting]]) }
}

/**
 * The change without some variables: the child does not get them, whether the parent or a file has them.
 *
 * @param reasons why, by their names
 */
export function leaveOut(
  parent: Environment,
  change: EnvironmentChange,
  reasons: ReadonlyMap<string, string>,
): EnvironmentChange {
  const set = new Map(change.set)
  const unset = new Map(change.unset)
  const withheld = [...change.withheld]
  for (const [name, reason] of reasons) {
    const origin = set.get(name)?.origin
    if (origin?.kind === 'file') withheld.push({ origin, reason })
    set.delete(name)
    if (Object.hasOwn(parent, name)) unset.set(name, reason)
  }
  return { set, unset, withheld }
}
