// Writes docs/reference.md: the tables of options between their markers (`<!-- options: server -->`), and everything else that
// is made from tables.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const reference = new URL('../docs/reference.md', import.meta.url)

/**
 * A page with its tables of options written again. A table that the page has not is left out.
 *
 * @param {string} text
 * @param {Readonly<Record<string, readonly import('../src/options/option.ts').OptionSpec[]>>} tables by the name in the
 *   marker, as `<!-- options: server -->`
 * @param {(page: string) => string} linkTo from the page
 */
export function withOptionTables(text, tables, linkTo = (page) => page) {
  return Object.entries(tables).reduce((result, [name, options]) => {
    return between(result, `options: ${name}`, 'end of options', toTable(options, linkTo))
  }, text)
}

/** The text with something else between two markers, if it has the first one. */
export function between(text, startOf, endOf, content) {
  const [start, end] = [`<!-- ${startOf} -->`, `<!-- ${endOf} -->`]
  const from = text.indexOf(start)
  if (from === -1) return text
  const to = text.indexOf(end, from)
  if (to === -1) throw new Error(`'${start}' has no '${end}'`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}

function toTable(options, linkTo) {
  const hasDefaults = options.filter((option) => option.default !== null).length > options.length / 2
  const rows = options.map((option) => {
    const fallback = option.default ?? ''
    const meaning = hasDefaults || option.default === null ? option.help : `${option.help}; default: ${fallback}`
    const more = option.page === null ? '' : ` ([more](${linkTo(option.page)}))`
    return [writtenAs(option), variablesOf(option), ...(hasDefaults ? [fallback] : []), `${meaning}${more}`]
  })
  const heading = ['option', 'variable', ...(hasDefaults ? ['default'] : []), 'meaning']
  return tableOf(heading, rows)
}

/** A table of Markdown. */
export function tableOf(heading, rows) {
  return [heading, heading.map(() => '---'), ...rows].map(toRow).join('\n')
}

function writtenAs({ name, otherNames, kind, short, valueName, choices }) {
  const value = choices?.join('|') ?? valueName
  const words = [name, ...otherNames].flatMap((known) =>
    kind === 'negatable' ? [`--${known}`, `--no-${known}`] : [`--${known}${value ? ` ${value}` : ''}`],
  )
  return code(short ? [`-${short}`, ...words] : words)
}

function variablesOf({ variable, otherVariables }) {
  return code(variable === null ? otherVariables : [variable, ...otherVariables])
}

export const code = (words) => words.map((word) => `\`${word}\``).join(', ')

const toRow = (cells) => `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell.replaceAll('|', '\\|')} `)).join('|')}|`

async function main() {
  // It imports this file, so it can be loaded only when this one has been.
  const { loadSources, withReference } = await import('./reference.mjs')
  const sources = await loadSources()
  writeFileSync(reference, withReference(readFileSync(reference, 'utf8'), sources))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
