import type { Diagnostic } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import type { Source } from '../model/source.ts'
import type { GivenOptions } from '../options/arguments.ts'
import { findOption } from '../options/lookup.ts'
import { serverOption } from '../options/server-options.ts'
import { mlflowDiagnostics } from './diagnostics.ts'

export { COMMAND_LINE } from '../options/lookup.ts'

/** A setting that was found, and how high: the command line, then the sources in their order. */
export interface RankedSetting extends Sourced {
  readonly rank: number
}

/** Where the server's settings are looked up. */
export interface SettingsLookup {
  /** The command line's, by the option's name. */
  readonly options: GivenOptions
  /** The highest first. */
  readonly sources: readonly Source[]
  /** Takes what a person should know about the search. */
  readonly report: (finding: Diagnostic) => void
}

/**
 * A setting from the highest place that names it: option, environment, files. Empty counts as absent. In one place
 * MLflow's own name wins over the names that deployments use, with a warning if the two differ.
 */
export function findSetting(lookup: SettingsLookup, name: string): Sourced | null {
  return withoutRank(findRanked(lookup, name))
}

/** The same, with how high it was found. */
export function findRanked({ options, sources, report }: SettingsLookup, name: string): RankedSetting | null {
  const found = findOption(serverOption(name), options, sources)
  if (!found) return null
  const { value, origin, rank, others } = found
  for (const other of others) {
    if (other.value !== value) {
      report(mlflowDiagnostics.warning('alias-differs', origin, { other: other.origin }))
    }
  }
  return { value, origin, rank }
}

export function withoutRank(setting: RankedSetting | null): Sourced | null {
  return setting && { value: setting.value, origin: setting.origin }
}
