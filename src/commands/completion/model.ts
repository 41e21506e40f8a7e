import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { type Completes, type OptionSpec, spellings, takesValue } from '../../options/option.ts'
import type { Command } from '../command.ts'
import type { Row } from '../help/page.ts'
import { brief } from './brief.ts'

/** What can be completed, made from the tables of words and options. */
export interface Model {
  readonly words: readonly Row[]
  /** Before the command first, then after each of the words. */
  readonly places: readonly Place[]
}

export interface Place {
  /** The launcher's own word; empty before the command. */
  readonly word: string
  /** What the word takes apart from options. */
  readonly words: readonly Row[]
  readonly options: readonly CompletedOption[]
}

export interface CompletedOption {
  /** Every way to write it, with what it does. Only one of them can be given, and only once if it does not repeat. */
  readonly spellings: readonly Row[]
  /** What follows it; null for a switch. */
  readonly value: CompletedValue | null
  readonly repeats: boolean
}

export interface CompletedValue {
  readonly name: string
  readonly choices: readonly string[]
  readonly completes: Completes | null
  /** Several, separated by commas. */
  readonly isList: boolean
}

/** The model of the words that can be used. Loads each of them. */
export async function makeModel(commands: readonly Command[]): Promise<Model> {
  const usable = commands.flatMap(({ word, describe, load }) => (load === null ? [] : [{ word, describe, load }]))
  const places = usable.map(async ({ word, load }): Promise<Place> => {
    const { page } = await load()
    const options = [...page.options, ...(page.globalOptions ?? [])].map(toOption)
    return { word, words: page.words ?? [], options }
  })
  return {
    words: usable.map(({ word, describe }) => [word, describe]),
    places: [{ word: '', words: [], options: GLOBAL_OPTIONS.map(toOption) }, ...(await Promise.all(places))],
  }
}

function toOption(spec: OptionSpec): CompletedOption {
  const { valueName, choices, completes, isList } = spec
  return {
    spellings: spellings(spec).map(({ word, value }) => [
      word,
      value === 'true' ? brief(spec.help) : `the opposite of --${word.slice('--no-'.length)}`,
    ]),
    value: takesValue(spec) ? { name: valueName ?? 'VALUE', choices: choices ?? [], completes, isList } : null,
    repeats: spec.repeatable,
  }
}
