// The table of scale: in brackets what each case adds to the first.
import { cases } from './scale.mjs'
import { table } from './table.mjs'

export function scaleReport(scale, runs) {
  const rows = scale.map(({ name, node, role, walls }) => [
    node?.version ?? '–',
    role === 'ours' ? `**${name}**` : name,
    ...walls.map((wall, at) => wall.toFixed(1) + (at === 0 ? '' : ` (${signed(wall - walls[0])})`)),
  ])
  return `### Scale: wall ms, and what that is more than with the typical .env

${table(['Node', 'launcher', ...cases], rows, [2, 3, 4, 5])}
- Measured as above, medians of ${runs} rounds. \`env\` and the bare scripts read no .env; what a large environment adds to
  them is the system's share, Node's, and the measurer's.
`
}

export function signed(difference) {
  return (difference < 0 ? '−' : '+') + Math.abs(difference).toFixed(1)
}
