import { PARAGRAPHS } from '../settings/variables.ts'
import type { Line } from './edit.ts'

/** A new file with these variables, in paragraphs with a comment each. */
export function newText(heading: readonly string[], lines: readonly Line[]): string {
  const values = new Map(lines)
  const paragraphs = PARAGRAPHS.flatMap(({ comment, names }) => {
    const own = names.flatMap((name) => (values.has(name) ? [`${name}=${values.get(name)}`] : []))
    return own.length > 0 ? [[`# ${comment}`, ...own]] : []
  })
  const top = heading.map((line) => `# ${line}`.trimEnd())
  return `${[top, ...paragraphs].map((one) => one.join('\n')).join('\n\n')}\n`
}
