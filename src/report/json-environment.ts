import type { EnvironmentChange } from '../child-env/change.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import { nameOf } from '../model/origin.ts'
import { type ConfigOrigin, toOrigin } from './json-values.ts'

/** How a child's environment differs from the parent's. Names and reasons, no values. */
export interface ConfigEnvironment {
  readonly set: readonly { readonly name: string; readonly reason: string; readonly from: ConfigOrigin | null }[]
  readonly unset: readonly { readonly name: string; readonly reason: string }[]
  /** Variables of the files that the child does not get. */
  readonly withheld: readonly { readonly name: string; readonly reason: string; readonly from: ConfigOrigin }[]
}

/** @param files what they may have as a name is left out if it can be a secret */
export function environmentJson(change: EnvironmentChange, files: readonly EnvFile[]): ConfigEnvironment {
  const possiblySecret = new Set(files.flatMap((file) => [...file.possiblySecretNames]))
  return {
    set: Array.from(change.set, ([name, { reason, origin }]) => ({ name, reason, from: origin && toOrigin(origin) }))
      .filter(({ name }) => !possiblySecret.has(name))
      .sort(byName),
    unset: Array.from(change.unset, ([name, reason]) => ({ name, reason })).sort(byName),
    withheld: change.withheld.map(({ origin, reason }) => ({ name: nameOf(origin), reason, from: toOrigin(origin) })),
  }
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}
