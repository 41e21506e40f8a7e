import type { Sourced } from '../model/origin.ts'
import type { Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import type { GivenOptions } from '../options/arguments.ts'
import { findOption } from '../options/lookup.ts'
import { serverOption } from '../options/server-options.ts'

export { COMMAND_LINE } from '../options/lookup.ts'

/** A setting that was found, and how high: the command line, then the sources in their order. */
export interface Ranked extends Sourced {
  readonly rank: number
}

/** Where the server's settings are looked for. */
export interface SettingsQuestion {
  /** The command line's, by the option's name. */
  readonly options: GivenOptions
  /** The highest first. */
  readonly sources: readonly Source[]
  /** Takes what a person should know about the search. */
  readonly warn: (warning: Warning) => void
}

/**
 * A setting by the highest place that names it: option, environment, files. Empty means absent. In one place MLflow's
 * own name beats what deployments call it, with a warning where the two differ.
 */
export function findSetting(question: SettingsQuestion, name: string): Sourced | null {
  return plain(findRanked(question, name))
}

/** The same, with how high it was found. */
export function findRanked({ options, sources, warn }: SettingsQuestion, name: string): Ranked | null {
  const found = findOption(serverOption(name), options, sources)
  if (!found) return null
  const { value, origin, rank, others } = found
  for (const other of others) {
    if (other.value !== value) warn({ code: 'alias-differs', used: origin, other: other.origin })
  }
  return { value, origin, rank }
}

/** A setting by itself. */
export function plain(found: Ranked | null): Sourced | null {
  return found && { value: found.value, origin: found.origin }
}
