import { fail } from '../model/diagnostic.ts'
import { list } from '../model/format.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { type Environment, environmentSource, findEach, type Source } from '../model/source.ts'
import type { Arguments, GivenOptions } from './arguments.ts'
import { parseOwnBoolean } from './boolean.ts'
import { optionDiagnostics } from './diagnostics.ts'
import { globalOption, RUN_SWITCHES, type RunSwitchName } from './global-options.ts'
import { isLaunchChoice, LAUNCH_CHOICES, type LaunchChoice } from './launch-engines.ts'
import { findOption } from './lookup.ts'
import type { OptionSpec } from './option.ts'

const A_NAME = "the name of a variable, without a value and without '*'"

/** `keepAws` for `keep-aws`. */
type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name

/** Every switch of the table: where it was asked for, or null. */
type Switches = { readonly [Name in RunSwitchName as CamelCase<Name>]: Origin | null }

/** The options in force, each with where it came from; null if nobody asked. */
export type Options = Switches & {
  readonly launch: Sourced<LaunchChoice>
  /** The variables of the shell that the command is to keep, each once. */
  readonly keep: readonly Sourced[]
}

/**
 * The options in force: those of the command line, else of the environment, else of a file.
 *
 * @throws {LauncherError} invalid-option-value, conflicting-options
 */
export function resolveOptions({ options: given }: Arguments, sources: readonly Source[]): Options {
  const places = ['option', ...sources.map(({ kind }) => kind)]
  const asked = readSwitches(given, sources)
  // A project that makes itself strict stays strict, whoever agrees to a fallback; only one command line that says both is odd.
  if (asked.strict?.kind === 'option' && asked.allowFallback?.kind === 'option') {
    fail(optionDiagnostics.error('conflicting-options', asked.strict, { other: asked.allowFallback }))
  }
  // The command of --with-server keeps the shell's account in any case: the server has the project's.
  const keepAws = asked.withServer ? null : asked.keepAws
  return {
    ...asked,
    ...decide(asked.strict, keepAws, places),
    launch: toLaunch(findOption(globalOption('launch'), given, sources)),
    keep: readNames(globalOption('keep'), given, sources),
  }
}

/** Names, separated by commas, from the command line and all sources: none of them takes a name away. */
function readNames({ name, variable }: OptionSpec, given: GivenOptions, sources: readonly Source[]): Sourced[] {
  const places = [...(given.get(name) ?? []), ...(variable === null ? [] : findEach(sources, variable))]
  const names = new Map<string, Sourced>()
  for (const { value, origin } of places) {
    for (const word of value.split(/[\s,]+/)) {
      if (word === '' || names.has(word)) continue
      // What is written after the name, as in `NAME=value`, is not shown.
      if (!/^\w+$/.test(word)) fail(optionDiagnostics.error('invalid-option-value', origin, { expected: A_NAME }))
      names.set(word, { value: word, origin })
    }
  }
  return Array.from(names.values())
}

function readSwitches(given: GivenOptions, sources: readonly Source[]): Switches {
  const found = RUN_SWITCHES.map((spec) => {
    const option = findOption(spec, given, sources)
    return [toCamelCase(spec.name), option && parseOwnBoolean(option) ? option.origin : null] as const
  })
  return Object.fromEntries(found) as Switches
}

function toCamelCase(name: string): string {
  if (!name.includes('-')) return name
  const [first = '', ...others] = name.split('-')
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** `--strict` and `--keep-aws` exclude each other: the higher place wins, for example the command line over a file. */
function decide(
  strict: Origin | null,
  keepAws: Origin | null,
  places: readonly string[],
): Pick<Options, 'strict' | 'keepAws'> {
  if (!strict || !keepAws) return { strict, keepAws }
  // Two files are one place.
  const [first, second] = [places.indexOf(strict.kind), places.indexOf(keepAws.kind)]
  if (first === second) fail(optionDiagnostics.error('conflicting-options', strict, { other: keepAws }))
  return first < second ? { strict, keepAws: null } : { strict: null, keepAws }
}

/** Whether the files win over the environment. This decides about the order of the sources, so it is not read from files. */
export function isOverrideAsked({ options }: Arguments, env: Environment): boolean {
  const found = findOption(globalOption('override'), options, [environmentSource(env)])
  return found !== null && parseOwnBoolean(found)
}

function toLaunch(named: Sourced | null): Sourced<LaunchChoice> {
  if (!named) return { value: 'auto', origin: { kind: 'default' } }
  const { value, origin } = named
  if (isLaunchChoice(value)) return { value, origin }
  const expected = list(LAUNCH_CHOICES, 'or')
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected }))
}
