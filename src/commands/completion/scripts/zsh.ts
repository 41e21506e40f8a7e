import type { CompletedOption, CompletedValue, Model, Place } from '../model.ts'

/** What fills in the tables of `engine.zsh`. */
export function zshScript({ words, places }: Model, engine: string): string {
  const lines = places.flatMap(({ word, words: taken, options }) => [
    `    (${word === '' ? "''" : word})`,
    '      specs=(',
    ...[...options.flatMap(optionSpecs), ...wordSpecs({ word, words: taken, options })].map(
      (spec) => `        ${spec}`,
    ),
    '      )',
    '      ;;',
  ])
  const own = words.map(([word, describe]) => `    ${quote(`${word}:${describe}`)}`)
  return engine.replace('    # <own words>', () => own.join('\n')).replace('    # <places>', () => lines.join('\n'))
}

function wordSpecs({ words }: Place): string[] {
  if (words.length === 0) return []
  const choices = words.map(([word, describe]) => `${word}\\:"${escaped(describe)}"`)
  return [quote(`1: :((${choices.join(' ')}))`)]
}

/** A spec of `_arguments` for each way to write an option. One excludes the others. */
function optionSpecs({ spellings, value, repeats }: CompletedOption): string[] {
  const words = spellings.map(([word]) => word)
  const others = words.length > 1 && !repeats ? `(${words.join(' ')})` : ''
  const argument = value === null ? '' : `:${value.name}:${actionOf(value)}`
  return spellings.map(([word, brief]) =>
    quote(`${repeats ? '*' : ''}${others}${word}${value === null ? '' : '='}[${escaped(brief)}]${argument}`),
  )
}

/** In brackets and after colons these mean something. */
const escaped = (text: string) => text.replace(/[[\]\\:"`$]/g, '\\$&')

function actionOf({ choices, completes, isList }: CompletedValue): string {
  const sequence = isList ? '_sequence ' : ''
  if (choices.length > 0) return isList ? `_values -s , value ${choices.join(' ')}` : `(${choices.join(' ')})`
  switch (completes) {
    case null:
      return ' '
    case 'file':
      return '_files'
    case 'program':
      return '_with-mlflow-env_programs'
    case 'variable':
      return `${sequence}_parameters -g "*export*"`
    default:
      // A blank before it keeps _arguments from handing over options of its own; _sequence does that itself.
      return `${sequence === '' ? ' ' : sequence}_with-mlflow-env_ask ${completes}`
  }
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
