import { refuse } from './failure.ts'
import type { Origin, Sourced } from './origin.ts'
import { find, type Source } from './source.ts'

/** A global option: how it is written, what it takes, and the variable that stands for it. */
export interface OptionSpec {
  readonly name: string
  readonly takes: 'nothing' | 'file' | 'launch'
  readonly variable: string | null
  readonly describe: string
}

const variable = (name: string) => `WITH_MLFLOW_ENV_${name.toUpperCase().replaceAll('-', '_')}`
const spec = (name: string, takes: OptionSpec['takes'], describe: string): OptionSpec => ({
  name,
  takes,
  variable: variable(name),
  describe,
})

/** The global options, in the order in which help shows them. */
export const OPTIONS: readonly OptionSpec[] = [
  spec('env-file', 'file', 'read this file instead of searching for .env.mlflow and .env; repeatable, the later wins'),
  spec('no-env-file', 'nothing', 'read no file at all'),
  spec('strict', 'nothing', "refuse the shell's own credentials (AWS_* keys, profiles, roles)"),
  spec('keep-aws', 'nothing', "leave every AWS_* as it is and set MLflow's own variables only"),
  spec('keep-aws-config', 'nothing', 'leave ~/.aws in reach of the command beside project keys'),
  spec('launch', 'launch', 'how to start the command: auto, exec or supervise'),
  spec('quiet', 'nothing', 'print no configuration block and no notices'),
  { name: 'help', takes: 'nothing', variable: null, describe: 'show this help' },
  { name: 'version', takes: 'nothing', variable: null, describe: 'show the version' },
]

export type Launch = 'auto' | 'exec' | 'supervise'

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

/** The options in force, each where it came from; null where nobody asked. */
export interface Options {
  readonly strict: Origin | null
  readonly keepAws: Origin | null
  readonly keepAwsConfig: Origin | null
  readonly quiet: Origin | null
  readonly launch: Sourced<Launch>
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

/**
 * The options in force: the command line's, else the environment's, else a file's.
 *
 * @throws {Refusal} for a value that is neither yes nor no, and for options that contradict each other
 */
export function resolveOptions(given: Arguments, sources: readonly Source[]): Options {
  const flag = (name: string): Origin | null => {
    if (given.flags.has(name)) return { kind: 'option', name: `--${name}` }
    const found = find(sources, variable(name))
    return found && isYes(found) ? found.origin : null
  }
  const options = {
    strict: flag('strict'),
    keepAws: flag('keep-aws'),
    keepAwsConfig: flag('keep-aws-config'),
    quiet: flag('quiet'),
    launch: resolveLaunch(given.launch, sources),
  }
  if (options.strict && options.keepAws) {
    refuse({ code: 'options-contradict', first: written(options.strict), second: written(options.keepAws) })
  }
  return options
}

/** `1` and `true` mean yes, `0` and `false` no; anything else could be read either way. */
export function isYes({ value, origin }: Sourced): boolean {
  if (/^(?:1|true)$/i.test(value)) return true
  if (/^(?:0|false)$/i.test(value)) return false
  const option = origin.kind === 'default' ? '' : origin.name
  return refuse({ code: 'option-value', option, origin, expected: '1 or true for yes, 0 or false for no' })
}

function resolveLaunch(option: string | null, sources: readonly Source[]): Sourced<Launch> {
  const named: Sourced | undefined =
    option === null
      ? find(sources, variable('launch'))
      : { value: option, origin: { kind: 'option', name: '--launch' } }
  if (!named) return { value: 'auto', origin: { kind: 'default' } }
  const { value, origin } = named
  if (value === 'auto' || value === 'exec' || value === 'supervise') return { value, origin }
  return refuse({ code: 'option-value', option: '--launch', origin, expected: 'auto, exec or supervise' })
}

function written(origin: Origin): string {
  return origin.kind === 'default' ? '' : origin.name
}

function suggest(option: string): string | null {
  const bare = option.replace(/^-+/, '').replaceAll('_', '-').toLowerCase()
  const near = OPTIONS.map(({ name }) => `--${name}`).find((name) => {
    return (
      bare.length > 2 &&
      (name.slice(2).startsWith(bare) || bare.startsWith(name.slice(2)) || differsByOne(bare, name.slice(2)))
    )
  })
  return near ?? null
}

/** One letter more, less, other, or two neighbours swapped. */
function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const tail = (from: number, text: string) => text.slice(from)
  if (tail(start + 1, a) === tail(start + 1, b) || tail(start + 1, a) === tail(start, b)) return true
  if (tail(start, a) === tail(start + 1, b)) return true
  return a[start] === b[start + 1] && a[start + 1] === b[start] && tail(start + 2, a) === tail(start + 2, b)
}
