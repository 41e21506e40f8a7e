import parseWords, { type Arguments } from 'yargs-parser'
import { type OptionSpec, spellings, takesValue } from '../../options/option.ts'

/*
 * Words that the parser puts into its messages, of which it reports one only. They are turned into diagnostics of ours.
 */
export const NEEDS_VALUE = 'needs a value: '
export const TAKES_NO_VALUE = 'takes no value: '
const MESSAGES: Readonly<Record<string, string>> = {
  'Not enough arguments following: %s': NEEDS_VALUE,
  'Argument unexpected for: %s': TAKES_NO_VALUE,
}

export interface ParsedWords {
  readonly argv: Arguments
  readonly error: Error | null
}

/**
 * Reads words with the parser of yargs, which knows these options and nothing else: every spelling is an option of its
 * own, with exactly its words.
 */
export function parseWith(specs: readonly OptionSpec[], words: readonly string[]): ParsedWords {
  const keys = specs.flatMap((spec) =>
    spellings(spec).map(({ word }) => ({ key: word.replace(/^-+/, ''), values: takesValue(spec) })),
  )
  const options = {
    string: keys.filter(({ values }) => values).map(({ key }) => key),
    boolean: keys.filter(({ values }) => !values).map(({ key }) => key),
    narg: Object.fromEntries(keys.map(({ key, values }) => [key, values ? 1 : 0])),
    // Translates the parser's messages; its types do not know it.
    __: (message: string, key: string) => `${MESSAGES[message] ?? message}${key}`,
    configuration: {
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
    },
  }
  return parseWords.detailed([...words], options)
}
