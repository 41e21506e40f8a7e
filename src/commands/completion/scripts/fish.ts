import type { CompletedOption, Model } from '../model.ts'
import { valueKind } from './bash.ts'

/** What fills in the tables of `engine.fish`. */
export function fishScript({ words, places }: Model, engine: string): string {
  const lines = places.flatMap(({ word, words: taken, options }) => [
    `        case ${quote(word)}`,
    ...options.map((option) => `            ${row(optionCells(option))}`),
    ...taken.map(([name, describe]) => `            ${row(['word', '.', name, describe])}`),
  ])
  const own = words.map(([word, describe]) => `    ${row(['own', '.', word, describe])}`)
  return engine.replace('    # <own words>', () => own.join('\n')).replace('        # <places>', () => lines.join('\n'))
}

function optionCells({ value, repeats, spellings }: CompletedOption): string[] {
  return [value === null ? '-' : valueKind(value), repeats ? '+' : '.', ...spellings.flat()]
}

const row = (cells: readonly string[]) => `__with_mlflow_env_row ${cells.map(quote).join(' ')}`
const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`
