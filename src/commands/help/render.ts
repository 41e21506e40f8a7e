import { COMMAND_NAME } from '../../model/format.ts'
import type { OptionSpec } from '../../options/option.ts'
import { optionRow } from './option-row.ts'
import type { HelpPage, Row, Section } from './page.ts'
import { wrap } from './wrap.ts'

/** Below this width a meaning is written under its term, because a second column would be too narrow to read. */
const TWO_COLUMNS = 72
/** Longer terms have their meaning in the next line. */
const MAX_TERM = 26
/** Where a meaning begins that is written under its term. */
const UNDER_TERM = 6
const MIN_WIDTH = 24

/** The text of a page of help. No line is wider than `width`, down to 24 columns. */
export function renderHelp(page: HelpPage, width: number): string {
  const columns = Math.max(width, MIN_WIDTH)
  const lines = [
    ...page.usage.flatMap((usage, at) => usageLines(usage, at === 0, columns)),
    ...page.description.flatMap((text) => ['', ...wrap(text, columns, 0, '')]),
    ...sectionsOf(page).flatMap((section) => sectionLines(section, columns)),
  ]
  return `${lines.join('\n')}\n`
}

function usageLines(usage: string, isFirst: boolean, width: number): string[] {
  const label = isFirst ? 'Usage: ' : '       '
  return wrap(`${COMMAND_NAME} ${usage}`, width, label.length + 2, label)
}

/** A section whose terms are in a column of this width; 0 if every meaning is written under its term. */
interface Laid extends Section {
  readonly column: number
}

function sectionsOf(page: HelpPage): Laid[] {
  const global = (page.globalOptions ?? []).map(({ name }) => `--${name}`).join(', ')
  const examples = page.examples.map(([words, does]): Row => [`${COMMAND_NAME} ${words}`, does])
  const options = page.options.map(optionRow)
  const inColumns = (section: Section): Laid => ({ ...section, column: columnOf(section.rows ?? []) })
  return [
    inColumns({ heading: 'Commands', rows: page.commands ?? [] }),
    ...optionSections(page.options).map((section) => ({ ...section, column: columnOf(options) })),
    inColumns({ heading: "The launcher's own options, which can be used here too", paragraphs: [global] }),
    ...(page.sections ?? []).map(inColumns),
    inColumns({ heading: 'Exit status', rows: page.exitStatus }),
    { heading: 'Examples', rows: examples, column: 0 },
    inColumns({ heading: 'More', paragraphs: [page.more.join(', ')] }),
  ]
}

/** Options under the headings of their table, in its order. */
function optionSections(options: readonly OptionSpec[]): Section[] {
  const groups = [...new Set(options.map(({ group }) => group))]
  return groups.map((group) => ({
    heading: group === null ? 'Options' : `${group.charAt(0).toUpperCase()}${group.slice(1)} options`,
    rows: options.filter((option) => option.group === group).map(optionRow),
  }))
}

function columnOf(rows: readonly Row[]): number {
  const lengths = rows.map(([term]) => term.length)
  return Math.max(0, ...lengths.filter((length) => length <= MAX_TERM))
}

function sectionLines({ heading, rows = [], paragraphs = [], column }: Laid, width: number): string[] {
  const texts = paragraphs.filter((text) => text !== '')
  if (rows.length === 0 && texts.length === 0) return []
  return [
    '',
    ...wrap(`${heading}:`, width, 2, ''),
    ...rows.flatMap((row) => rowLines(row, width < TWO_COLUMNS ? 0 : column, width)),
    ...texts.flatMap((text) => wrap(text, width, 2, '  ')),
  ]
}

function rowLines([term, meaning]: Row, column: number, width: number): string[] {
  const indent = column === 0 ? UNDER_TERM : column + 4
  if (term.length <= column) return wrap(meaning, width, indent, `  ${term}`.padEnd(indent))
  return [...wrap(term, width, 4, '  '), ...wrap(meaning, width, indent, ' '.repeat(indent))]
}
