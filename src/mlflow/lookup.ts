import type { Sourced } from '../model/origin.ts'
import { findIn, type Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import { type ServerOption, serverOption } from '../options/server-options.ts'

/** The rank of what an option names. */
export const COMMAND_LINE = 0

/** A setting that was found, and how high: the command line, then the sources in their order. */
export interface Ranked extends Sourced {
  readonly rank: number
}

/** Where the server's settings are looked for. */
export interface SettingsQuestion {
  /** The command line's, by the option's name. */
  readonly options: ReadonlyMap<string, Sourced>
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
  const given = options.get(name)
  if (given) return { ...given, rank: COMMAND_LINE }
  for (const [at, source] of sources.entries()) {
    const [first, ...others] = named(source, serverOption(name))
    if (!first) continue
    for (const other of others) {
      if (other.value !== first.value) warn({ code: 'alias-differs', used: first.origin, other: other.origin })
    }
    return { ...first, rank: at + 1 }
  }
  return null
}

/** A setting by itself. */
export function plain(found: Ranked | null): Sourced | null {
  return found && { value: found.value, origin: found.origin }
}

function named(source: Source, { variable, aliases }: ServerOption): Sourced[] {
  return [variable, ...aliases].flatMap((name) => (name === null ? [] : (findIn(source, name) ?? [])))
}
