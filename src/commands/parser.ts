import yargs, { type Options as YargsOptions } from 'yargs'
import { refuse } from '../resolve/failure.ts'
import { type Arguments, OPTIONS } from '../resolve/options.ts'

/**
 * Reads what stands behind one of the launcher's own words: the word's options, and the global ones, which may stand
 * there too.
 *
 * @returns the word's options, and all global ones together
 * @throws {Refusal} for an option or argument that the word does not have
 */
export function parseCommandLine(
  given: Arguments,
  word: string,
  own: Readonly<Record<string, YargsOptions>>,
): { options: Record<string, unknown>; all: Arguments } {
  const globals = OPTIONS.filter(({ name }) => name !== 'help' && name !== 'version')
  const parsed = yargs(given.rest.slice(1))
    .help(false)
    .version(false)
    .exitProcess(false)
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false, 'strip-dashed': true })
    .options(own)
    .options(Object.fromEntries(globals.map(({ name, takes }) => [name, toYargs(takes)])))
    .fail((_message, error) => {
      throw error
    })
    .parseSync()
  const known = new Set([...Object.keys(own), ...globals.map(({ name }) => name), '_', '$0'])
  const unknown = Object.keys(parsed).find((name) => !known.has(name))
  if (unknown !== undefined) refuse({ code: 'unknown-option', option: dashed(unknown), suggestion: null })
  const [extra] = parsed._
  if (extra !== undefined) refuse({ code: 'unexpected-argument', command: word, argument: String(extra) })
  const flags = new Set(given.flags)
  for (const { name, takes } of globals) if (takes === 'nothing' && parsed[name] === true) flags.add(name)
  const envFiles = [...given.envFiles, ...strings(parsed['env-file'], '--env-file')]
  const launch = strings(parsed.launch, '--launch').at(-1) ?? given.launch
  return { options: parsed, all: { ...given, rest: [], envFiles, flags, launch } }
}

function toYargs(takes: 'nothing' | 'file' | 'launch'): YargsOptions {
  return takes === 'nothing' ? { type: 'boolean' } : { type: 'string', array: takes === 'file', nargs: 1 }
}

function strings(value: unknown, option: string): string[] {
  const values = value === undefined ? [] : [value].flat().map(String)
  if (values.includes('')) refuse({ code: 'option-needs-value', option })
  return values
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`
}
