import type { CompletedOption, Model } from '../model.ts'

/** What fills in the tables of `engine.bash`. */
export function bashScript({ words, places }: Model, engine: string): string {
  const lines = places.flatMap(({ word, words: taken, options }) => [
    `    ${quote(word)})`,
    `      words=(${taken.map(([name]) => quote(name)).join(' ')})`,
    '      options=(',
    ...options.map((option) => `        ${quote(optionLine(option))}`),
    '      )',
    '      ;;',
  ])
  return engine
    .replace('# <own words>', () => `own=(${words.map(([word]) => quote(word)).join(' ')})`)
    .replace('    # <places>', () => lines.join('\n'))
}

/** What its value is (`-` for a switch), whether it repeats (`+`), and how it is written. */
function optionLine({ value, repeats, spellings }: CompletedOption): string {
  return [value === null ? '-' : valueKind(value), repeats ? '+' : '.', ...spellings.map(([word]) => word)].join(' ')
}

/** `,variable`: several variables, with commas between them. */
export function valueKind({ choices, completes, isList }: NonNullable<CompletedOption['value']>): string {
  const kind = choices.length > 0 ? `choice:${choices.join(',')}` : (completes ?? 'any')
  return `${isList ? ',' : ''}${kind}`
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
