// Writes the tables of options in README.md, between their markers, from the tables in src/options.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const readme = new URL('../README.md', import.meta.url)

/**
 * A README with its tables written again.
 *
 * @param {string} text
 * @param {Readonly<Record<string, readonly import('../src/options/option.ts').OptionSpec[]>>} tables by the name in the
 *   marker, as `<!-- options: server -->`
 */
export function withOptionTables(text, tables) {
  return Object.entries(tables).reduce((result, [name, options]) => {
    const [start, end] = [`<!-- options: ${name} -->`, '<!-- end of options -->']
    const from = result.indexOf(start)
    const to = result.indexOf(end, from)
    if (from === -1 || to === -1) throw new Error(`README.md has no table between '${start}' and '${end}'`)
    return `${result.slice(0, from + start.length)}\n\n${toTable(options)}\n\n${result.slice(to)}`
  }, text)
}

function toTable(options) {
  const hasDefaults = options.filter((option) => option.default !== null).length > options.length / 2
  const rows = options.map((option) => {
    const fallback = option.default ?? ''
    const meaning = hasDefaults || option.default === null ? option.help : `${option.help}; default: ${fallback}`
    const more = option.page === null ? '' : ` ([more](${option.page}))`
    return [writtenAs(option), variablesOf(option), ...(hasDefaults ? [fallback] : []), `${meaning}${more}`]
  })
  const heading = ['option', 'variable', ...(hasDefaults ? ['default'] : []), 'meaning']
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

const code = (words) => words.map((word) => `\`${word}\``).join(', ')

const toRow = (cells) => `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell.replaceAll('|', '\\|')} `)).join('|')}|`

/** The tables of src/options, which this Node may be too old to import. */
async function loadTables() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { GLOBAL_OPTIONS as global } from './src/options/global-options.ts'
        export { SERVER_OPTIONS as server } from './src/options/server-options.ts'`,
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`
  const { global, server } = await import(url)
  return { global, server }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(readme, withOptionTables(readFileSync(readme, 'utf8'), await loadTables()))
}
