import type { Options as YargsOptions } from 'yargs'
import { refuse } from '../model/failure.ts'
import { type Arguments, addOption, readOption, refuseUnknown } from '../options/arguments.ts'

/**
 * Reads what stands behind one of the launcher's own words: the word's options, and the global ones, which may stand
 * there too.
 *
 * @returns the word's options, and all global ones together
 * @throws {Refusal} for an option or argument that the word does not have
 */
export async function parseCommandLine(
  given: Arguments,
  word: string,
  own: Readonly<Record<string, YargsOptions>>,
): Promise<{ options: Record<string, unknown>; all: Arguments }> {
  const words = given.rest
  const left: string[] = []
  let all: Arguments = { ...given, rest: [] }
  for (let at = 1; at < words.length; ) {
    const written = readOption(words, at)
    if (written) all = addOption(all, written)
    else left.push(words[at] ?? '')
    at = written?.next ?? at + 1
  }
  for (const argument of left) check(argument, word, own)
  const { default: yargs } = await import('yargs')
  const options = yargs(left)
    .help(false)
    .version(false)
    .exitProcess(false)
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false, 'dot-notation': false })
    .options(own)
    .parseSync()
  return { options, all }
}

/** yargs takes `--json=maybe` for no, and makes room for what it does not know. */
function check(argument: string, word: string, own: Readonly<Record<string, YargsOptions>>): void {
  if (!argument.startsWith('-')) refuse({ code: 'unexpected-argument', command: word, argument })
  const [name = ''] = argument.split('=')
  const option = Object.hasOwn(own, name.slice(2)) && name.startsWith('--') ? own[name.slice(2)] : undefined
  if (!option) refuseUnknown(argument)
  if (option.type === 'boolean' && argument !== name) refuse({ code: 'option-takes-no-value', option: name })
}
