import yargs, { type Argv } from 'yargs'
import { type OptionSpec, spellings, takesValue } from '../../options/option.ts'

/*
 * Words that yargs puts into its messages, of which it has a translation for each language and reports one only. They
 * are turned into diagnostics of ours.
 */
export const NEEDS_VALUE = 'needs a value: '
export const TAKES_NO_VALUE = 'takes no value: '

/** A parser that knows these options and nothing else: every spelling is an option of its own, with exactly its words. */
export function createParser(words: readonly string[], specs: readonly OptionSpec[]): Argv {
  const parser = yargs([...words])
    .help(false)
    .version(false)
    .exitProcess(false)
    .detectLocale(false)
    .updateStrings({
      'Not enough arguments following: %s': `${NEEDS_VALUE}%s`,
      'Argument unexpected for: %s': `${TAKES_NO_VALUE}%s`,
    })
    .fail((message, error) => {
      throw error ?? new Error(message)
    })
    .parserConfiguration({
      // `--no-x` is an option only if a table says so; `--a.b` and `--keepAws` are none.
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      // `007` stays `007`.
      'parse-numbers': false,
      'parse-positional-numbers': false,
      // `--port --host` lacks a value; `--port -1` has one.
      'nargs-eats-options': false,
      // What the tables do not know comes back among the positionals, as it was written.
      'unknown-options-as-args': true,
    })
  for (const spec of specs) {
    const values = takesValue(spec)
    for (const { word } of spellings(spec)) {
      parser.option(word.replace(/^-+/, ''), { type: values ? 'string' : 'boolean', nargs: values ? 1 : 0 })
    }
  }
  return parser
}
