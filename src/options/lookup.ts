import type { Sourced } from '../model/origin.ts'
import { findIn, type Source } from '../model/source.ts'
import { type GivenOptions, givenOption } from './arguments.ts'
import { type OptionSpec, variablesOf } from './option.ts'

/** The rank of what an option names. */
export const COMMAND_LINE = 0

/** The value of an option, and how high it was found: the command line, then the sources in their order. */
export interface FoundOption extends Sourced {
  readonly rank: number
  /** What other names for the option have in the same place. They are not used. */
  readonly others: readonly Sourced[]
}

/**
 * The value of an option from the highest place that names it: command line, environment, files. Empty counts as
 * absent. In one place `variable` wins over `otherVariables`.
 *
 * @param sources the highest first
 */
export function findOption(spec: OptionSpec, given: GivenOptions, sources: readonly Source[]): FoundOption | null {
  const option = givenOption(given, spec.name)
  if (option) return { ...option, rank: COMMAND_LINE, others: [] }
  const names = variablesOf(spec)
  const isAllowed = (source: Source) => spec.scope !== 'environment' || source.kind === 'environment'
  const at = sources.findIndex((source) => isAllowed(source) && names.some((name) => findIn(source, name)))
  const source = sources[at]
  if (!source) return null
  const [first, ...others] = names.flatMap((name) => findIn(source, name) ?? [])
  return first ? { ...first, rank: at + 1, others } : null
}
