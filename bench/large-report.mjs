// The table of what is very large or odd.
import { largeCases } from './large.mjs'
import { table } from './table.mjs'

export function largeReport(large, runs) {
  if (large.length === 0) return ''
  const rows = large.map(({ name, node, processors }) => [
    node?.version ?? '–',
    `**${name}**`,
    ...processors.map((processor) => processor.toFixed(1)),
  ])
  const head = ['Node', 'launcher', ...largeCases.map(({ name }) => name)]
  return `### The executable with what is very large: processor ms

${table(head, rows, [2, 3, 4, 5])}
- Measured as above, medians of ${runs} rounds. The last two files are odd, and only shown.
`
}
