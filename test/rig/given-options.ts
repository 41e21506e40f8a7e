import type { GivenOptions } from '../../src/options/arguments.ts'

/** The options of a command line as an object: the values of each by its name. */
export function givenValues(options: GivenOptions): Record<string, readonly string[]> {
  return Object.fromEntries(Array.from(options, ([name, values]) => [name, values.map(({ value }) => value)]))
}
