import { refuse } from '../model/failure.ts'
import { suggest } from './did-you-mean.ts'
import { OPTIONS, type OptionSpec } from './global-options.ts'

/** What the command line says. */
export interface Arguments {
  readonly envFiles: readonly string[]
  readonly flags: ReadonlySet<string>
  readonly launch: string | null
  /** The first word that is not an option and all after it, byte for byte. */
  readonly rest: readonly string[]
  /** True where `--` ended the options: `rest` is a program's command line, never one of ours. */
  readonly separated: boolean
}

/** One option as it was written. */
export interface WrittenOption {
  readonly option: OptionSpec
  readonly value: string
  /** The place of the word behind it. */
  readonly next: number
}

/**
 * Reads the global option at a place of the command line.
 *
 * @returns null for a word that is none
 * @throws {Refusal} for an option that lacks its value or has one too many
 */
export function readOption(words: readonly string[], at: number): WrittenOption | null {
  const word = words[at] ?? ''
  const equals = word.startsWith('--') ? word.indexOf('=') : -1
  const name = equals === -1 ? word : word.slice(0, equals)
  const option = OPTIONS.find((known) => name === `--${known.name}` || (known.name === 'help' && name === '-h'))
  if (!option) return null
  if (option.takes === 'nothing') {
    if (equals !== -1) refuse({ code: 'option-takes-no-value', option: name })
    return { option, value: '', next: at + 1 }
  }
  const value = equals === -1 ? words[at + 1] : word.slice(equals + 1)
  if (!value || (equals === -1 && value.startsWith('--'))) refuse({ code: 'option-needs-value', option: name })
  return { option, value, next: equals === -1 ? at + 2 : at + 1 }
}

/** Adds an option to what was given before it. */
export function addOption(given: Arguments, { option, value }: WrittenOption): Arguments {
  if (option.takes === 'file') return { ...given, envFiles: [...given.envFiles, value] }
  if (option.takes === 'launch') return { ...given, launch: value }
  return { ...given, flags: new Set([...given.flags, option.name]) }
}

/**
 * Reads the command line up to the first word that is not an option.
 *
 * @throws {Refusal} for an option that is unknown, lacks its value or has one too many
 */
export function parseArguments(argv: readonly string[]): Arguments {
  let given: Arguments = { envFiles: [], flags: new Set(), launch: null, rest: [], separated: false }
  let at = 0
  while (at < argv.length) {
    const word = argv[at] ?? ''
    if (word === '--') return { ...given, rest: argv.slice(at + 1), separated: true }
    if (!word.startsWith('-') || word === '-') break
    const written = readOption(argv, at)
    if (!written) return refuseUnknown(word)
    given = addOption(given, written)
    at = written.next
  }
  return { ...given, rest: argv.slice(at) }
}

/** @throws {Refusal} always, with what was probably meant; a value behind `=` is not repeated */
export function refuseUnknown(word: string): never {
  const [option = word] = word.split('=')
  return refuse({ code: 'unknown-option', option, suggestion: suggest(option) })
}
