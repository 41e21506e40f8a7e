// A Markdown table that can be read as it is: columns aligned, numbers to the right.
/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @param {readonly number[]} right the columns that are aligned to the right
 */
export function table(head, rows, right) {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0), 3))
  const fit = (cell, at) => (right.includes(at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))
  const line = (cells) => `| ${cells.map(fit).join(' | ')} |`
  const rule = widths.map((width, at) => (right.includes(at) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  return `${[line(head), line(rule), ...rows.map(line)].join('\n')}\n`
}
