import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { type OptionSpec, spellings, takesValue } from '../../options/option.ts'
import type { Command } from '../command.ts'
import { pageOf } from '../help/pages.ts'
import { brief } from './brief.ts'
import type { CompletedOption, Model, Place } from './model.ts'

/** The model of the words that can be used. */
export function makeModel(commands: readonly Command[]): Model {
  const usable = commands.filter(({ load }) => load !== null)
  const places = usable.map(({ word }): Place => {
    const page = pageOf(word)
    const options = [...page.options, ...(page.globalOptions ?? [])].map(toOption)
    return { word, words: page.words ?? [], options }
  })
  return {
    words: usable.map(({ word, describe }) => [word, describe]),
    places: [{ word: '', words: [], options: GLOBAL_OPTIONS.map(toOption) }, ...places],
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
