import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import type { Arguments } from './arguments.ts'
import { optionDiagnostics } from './diagnostics.ts'
import { GLOBAL_OPTIONS } from './global-options.ts'
import { type OptionSpec, spellings, takesValue } from './option.ts'
import { suggestOption } from './suggest-option.ts'

/*
 * The options before a command. This runs at every start, so it is written by hand: loading a parser from a package
 * takes longer than Node itself. The words of the launcher's own (`config`, `server`, …) are parsed by yargs-parser from the
 * same tables, in commands/yargs.
 */

interface Spelling {
  readonly spec: OptionSpec
  readonly value: string
}

/**
 * Reads the command line up to the first word that is not an option; `--` ends the options too.
 *
 * @throws {LauncherError} unknown-option, option-needs-value, option-takes-no-value
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const options = new Map<string, Sourced[]>()
  let at = 0
  while (at < argv.length) {
    const word = argv[at] ?? ''
    if (word === '--') return { options, rest: argv.slice(at + 1), separated: true }
    if (!word.startsWith('-') || word === '-') break
    const { name, value, next } = parseOption(argv, at)
    options.set(name, [...(options.get(name) ?? []), value])
    at = next
  }
  return { options, rest: argv.slice(at), separated: false }
}

function parseOption(words: readonly string[], at: number): { name: string; value: Sourced; next: number } {
  const word = words[at] ?? ''
  const equals = word.startsWith('--') ? word.indexOf('=') : -1
  const option = equals === -1 ? word : word.slice(0, equals)
  const found = findSpelling(option)
  if (!found) {
    const suggestion = suggestOption(option, GLOBAL_OPTIONS)
    return fail(optionDiagnostics.error('unknown-option', null, { option, command: null, suggestion }))
  }
  const { spec } = found
  const origin = { kind: 'option', name: option } as const
  if (!takesValue(spec)) {
    if (equals !== -1) fail(optionDiagnostics.error('option-takes-no-value', origin, { option }))
    return { name: spec.name, value: { value: found.value, origin }, next: at + 1 }
  }
  const value = equals === -1 ? words[at + 1] : word.slice(equals + 1)
  if (!value || (equals === -1 && value.startsWith('--'))) {
    fail(optionDiagnostics.error('option-needs-value', origin, { option, command: null }))
  }
  return { name: spec.name, value: { value, origin }, next: equals === -1 ? at + 2 : at + 1 }
}

function findSpelling(option: string): Spelling | undefined {
  for (const spec of GLOBAL_OPTIONS) {
    const found = spellings(spec).find(({ word }) => word === option)
    if (found) return { spec, value: found.value }
  }
  return undefined
}
