import { fail } from '../../model/diagnostic.ts'
import type { Sourced } from '../../model/origin.ts'
import { type Arguments, mergeOptions } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { type OptionSpec, spellings } from '../../options/option.ts'
import { suggestOption } from '../../options/suggest-option.ts'
import { NEEDS_VALUE, parseWith, TAKES_NO_VALUE } from './parser.ts'

export interface CommandLine {
  /** The command's own options and the global ones, wherever they were written; in `rest` the words that it takes. */
  readonly args: Arguments
  /** The words after `--`, byte for byte. */
  readonly passthroughArgs: readonly string[]
  /** The position of the first of them behind the command, from 1. */
  readonly passthroughPosition: number
}

/**
 * Reads the words after one of the launcher's own words: its options and the global ones, in any order.
 *
 * @param given the command line as it was read up to the word, which `given.rest` starts with
 * @param own the options of the word
 * @param takes how many words it takes apart from options
 * @throws {LauncherError} unknown-option, unexpected-argument, option-needs-value, option-takes-no-value,
 *   conflicting-options
 */
export function parseCommandLine(given: Arguments, own: readonly OptionSpec[], takes = 0): CommandLine {
  const [command = '', ...words] = given.rest
  const end = words.indexOf('--')
  const before = end === -1 ? words : words.slice(0, end)
  const specs = [...own, ...GLOBAL_OPTIONS]
  const parsed = parse(before, specs, command)
  const unknown = findUnknown(parsed, before, specs, takes)
  if (unknown !== undefined) refuseWord(unknown, before, specs, command, takes)
  const found = new Map(specs.flatMap((spec) => valuesOf(spec, parsed, before, command)))
  const args = { options: mergeOptions(given.options, found), rest: parsed._.map(String), separated: false }
  return { args, passthroughArgs: end === -1 ? [] : words.slice(end + 1), passthroughPosition: end + 2 }
}

/** For a command that hands nothing on. @throws {LauncherError} unexpected-argument */
export function refusePassthroughArgs(command: string, { passthroughArgs, passthroughPosition }: CommandLine): void {
  if (passthroughArgs.length === 0) return
  const data = { position: passthroughPosition, command, suggestion: null }
  fail(optionDiagnostics.error('unexpected-argument', null, data))
}

type Parsed = Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] }

function parse(words: readonly string[], specs: readonly OptionSpec[], command: string): Parsed {
  const { argv, error } = parseWith(specs, words)
  if (error === null) return argv
  const { message } = error
  const key = message.slice(message.indexOf(': ') + 2)
  const option = key.length === 1 ? `-${key}` : `--${key}`
  const origin = { kind: 'option', name: option } as const
  if (message.startsWith(NEEDS_VALUE))
    return fail(optionDiagnostics.error('option-needs-value', origin, { option, command }))
  if (message.startsWith(TAKES_NO_VALUE))
    return fail(optionDiagnostics.error('option-takes-no-value', origin, { option }))
  throw error
}

/**
 * The first word that no table knows. Most are among the positionals, but the parser accepts some by rules of its own:
 * `--no-port`, `-strict`, `--port.x=1`, `-hh`.
 */
function findUnknown(
  parsed: Parsed,
  words: readonly string[],
  specs: readonly OptionSpec[],
  takes: number,
): string | undefined {
  const positional = parsed._.map(String).find((word, at) => at >= takes || word.startsWith('-'))
  if (positional !== undefined) return positional
  const known = specs.flatMap(spellings).map(({ word }) => word)
  const keys = new Set(['_', '$0', ...known.map(toKey)])
  const values = Object.values(parsed).flat()
  const group = words.find((word) => /^-\w{2,}/.test(word) && !known.includes(word) && !values.includes(word))
  if (group !== undefined || Object.keys(parsed).every((key) => keys.has(key))) return group
  return words.find((word) => word.startsWith('-') && !known.includes(word.replace(/=.*/s, '')))
}

const toKey = (word: string) => word.replace(/^-+/, '')

/** @throws {LauncherError} unknown-option, unexpected-argument */
function refuseWord(
  word: string,
  words: readonly string[],
  specs: readonly OptionSpec[],
  command: string,
  takes: number,
): never {
  if (!word.startsWith('-') || word === '-') {
    const isPort = /^\d{1,5}$/.test(word) && specs.some(({ name }) => name === 'port')
    const suggestion = isPort ? '--port' : suggestOption(word, specs)
    const position = (takes === 0 ? words.indexOf(word) : words.lastIndexOf(word)) + 1
    const data = { position, command, ...(takes > 0 && { takes }), suggestion }
    return fail(optionDiagnostics.error('unexpected-argument', null, data))
  }
  // What follows `=` may be a secret.
  const [option = word] = word.split('=')
  const suggestion = suggestOption(option, specs)
  return fail(optionDiagnostics.error('unknown-option', null, { option, command, suggestion }))
}

/** What was given of one option, by any of its spellings. */
function valuesOf(
  spec: OptionSpec,
  parsed: Parsed,
  words: readonly string[],
  command: string,
): [name: string, values: readonly Sourced[]][] {
  const found = spellings(spec).flatMap(({ word, value }) => {
    const given = parsed[toKey(word)]
    const origin = { kind: 'option', name: word } as const
    if (given === true) return [{ value, origin }]
    const texts = Array.isArray(given) ? given.map(String) : typeof given === 'string' ? [given] : []
    // The parser takes an unknown option for a value: `--port --prot`.
    if (texts.some((text) => text === '' || (text.startsWith('--') && words.includes(text)))) {
      fail(optionDiagnostics.error('option-needs-value', origin, { option: word, command }))
    }
    return texts.map((text) => ({ value: text, origin }))
  })
  const [first] = found
  // A switch and its opposite.
  const other = found.find(({ origin }) => origin.name !== first?.origin.name)
  if (first && other) fail(optionDiagnostics.error('conflicting-options', first.origin, { other: other.origin }))
  return found.length > 0 ? [[spec.name, found]] : []
}
