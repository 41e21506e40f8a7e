import type { Sourced } from '../model/origin.ts'

/** The options of a command line by name, each with its values in the order given. A switch has `true` or `false`. */
export type GivenOptions = ReadonlyMap<string, readonly Sourced[]>

/** What the command line says. */
export interface Arguments {
  readonly options: GivenOptions
  /** The first word that is not an option and everything after it, byte for byte. */
  readonly rest: readonly string[]
  /** True if `--` ended the options: `rest` is a program's command line, never one of ours. */
  readonly separated: boolean
}

/** The value of an option on the command line: the last one, if it was given more than once. */
export function givenOption(options: GivenOptions, name: string): Sourced | undefined {
  return options.get(name)?.at(-1)
}

/** The same options, and these after them. */
export function mergeOptions(before: GivenOptions, after: GivenOptions): GivenOptions {
  const merged = new Map(before)
  for (const [name, values] of after) merged.set(name, [...(merged.get(name) ?? []), ...values])
  return merged
}

/**
 * Options as the command line would give them.
 *
 * @param values by name; a switch has `true` or `false`, and what was not given has none
 */
export function toGivenOptions(values: Readonly<Record<string, readonly string[]>>): GivenOptions {
  const given = Object.entries(values).filter(([, texts]) => texts.length > 0)
  return new Map(
    given.map(([name, texts]) => {
      const origin = { kind: 'option', name: `--${name}` } as const
      return [name, texts.map((value) => ({ value, origin }))]
    }),
  )
}
