// What is shown of a long output, and what is said of the rest.
export interface Excerpt {
  /** How many lines are shown at most. */
  readonly first?: number
  /** Shows the last line too, a total. */
  readonly withLast?: boolean
  /** Lines of no interest here, told also by the line before. */
  readonly without?: { readonly isOne: (line: string, previous: string) => boolean; readonly name: string }
}

export function excerpt(output: string, { first = 16, withLast = false, without }: Excerpt = {}): string[] {
  const all = output.split('\n').filter((line) => line.trim() !== '')
  const kept = all.filter((line, index) => !without?.isOne(line, all[index - 1] ?? ''))
  const left = all.length - kept.length
  const last = withLast && kept.length > first + 1 ? kept.splice(-1) : []
  return [
    ...kept.slice(0, first),
    ...(kept.length > first ? [`… ${count(kept.length - first)}`] : []),
    ...last,
    ...(left > 0 ? [`… ${count(left)}: ${without?.name}`] : []),
  ]
}

function count(lines: number): string {
  return `${lines} more line${lines === 1 ? '' : 's'}`
}
