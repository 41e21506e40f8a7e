// The table of starts, with what has to be known to read it.
import { table } from './table.mjs'

export function startReport(starts, runs, notes) {
  const rows = starts.map(({ name, node, role, wall, spread: [low, high], processor, ratio, memory, peak }) => [
    node?.version ?? '–',
    role === 'ours' || role === 'native' ? `**${name}**` : name,
    wall.toFixed(1),
    `${low.toFixed(1)}–${high.toFixed(1)}`,
    processor.toFixed(1),
    ratio?.toFixed(2) ?? '–',
    memory === undefined ? '–' : memory === 0 ? 'none' : (memory / 2 ** 20).toFixed(1),
    (peak / 2 ** 20).toFixed(1),
  ])
  const head = ['Node', 'launcher', 'wall ms', 'middle half', 'processor ms', '× bare', 'resident MiB', 'peak MiB']
  return `### Starting \`/bin/true\`

${table(head, rows, [2, 3, 4, 5, 6, 7])}
- Whole processes, from before the start to after the end. Medians of ${runs} rounds after 2 to warm up; in each round
  every command runs once, there and back again in turn. *Middle half*: first to third quartile of the wall time.
- *Processor*: user and system time of the launcher and of the command.
- *× bare*: wall time against the bare script on the same Node: the one with \`execve\` for \`--launch exec\`, the one with
  \`spawn\` for all others.
- *Resident*: memory (RSS) of the launcher's own processes half a second after the command began to wait; \`none\`: the
  launcher has become the command.
- *Peak*: the most that one process ever had, of the launcher and of all that it waited for, until the command had ended.
- npm's tools are started by their own JavaScript file with the Node of the row, not through npx. \`cross-env\` reads no
  file, and is given one variable. The script in Python stays beside its command.
- *The executable*: built from the same source, and as a program of its own.
- *by #!*: by the first line of the bin. *As npm installs it*: packed by npm, and installed by it into an empty folder.
- The environment is made from nothing: NODE_EXTRA_CA_CERTS (tens of ms a start on Node 20), NODE_OPTIONS and
  NODE_COMPILE_CACHE are not set. Standard output and standard error go to the null device.
${notes.map((note) => `- ${note}\n`).join('')}`
}
