// A terminal window with lines of text.
const LINE = 22
const BAR = 44
const PADDING = 16
const MARGIN = 24

export type Look = 'bad' | 'good'

export interface Session {
  /** In the bar: all text is in a window, because the page behind may be dark or light. */
  readonly heading: { readonly word: string; readonly text: string }
  /** What was typed, and what came. */
  readonly commands: readonly { readonly line: string; readonly output: readonly string[] }[]
  /** What stands out, and what is said of the line. */
  readonly mark: { readonly pattern: RegExp; readonly look: Look; readonly note: string }
}

export interface Drawing {
  readonly svg: string
  readonly height: number
}

export function drawWindow({ heading, commands, mark }: Session, width: number, top: number): Drawing {
  const rows: string[] = []
  let y = top + BAR + PADDING
  for (const [index, { line, output }] of commands.entries()) {
    if (index > 0) y += LINE / 2
    y += LINE
    rows.push(
      `<text x="${MARGIN}" y="${y - 6}"><tspan class="good">$</tspan><tspan class="command"> ${escapeXml(line)}</tspan></text>`,
    )
    for (const text of output) {
      y += LINE
      rows.push(drawLine(text, y, width, mark))
    }
  }
  const height = y + PADDING - top
  const dots = [0, 1, 2].map((index) => `<circle class="dot" cx="${22 + 20 * index}" cy="${top + BAR / 2}" r="6"/>`)
  return {
    height,
    svg: [
      `<rect class="window" x="0.5" y="${top + 0.5}" width="${width - 1}" height="${height - 1}" rx="10"/>`,
      `<path class="bar" d="M0.5 ${top + BAR}V${top + 10.5}a10 10 0 0 1 10-10H${width - 10.5}a10 10 0 0 1 10 10V${top + BAR}z"/>`,
      ...dots,
      `<text class="heading" x="92" y="${top + 28}"><tspan class="${mark.look} command">${heading.word}</tspan>  ${escapeXml(heading.text)}</text>`,
      ...rows,
    ].join('\n'),
  }
}

function drawLine(text: string, y: number, width: number, { pattern, look, note }: Session['mark']): string {
  const found = pattern.exec(text)
  const x = MARGIN
  if (found === null) return `<text x="${x}" y="${y - 6}">${escapeXml(text)}</text>`
  const before = text.slice(0, found.index)
  const after = text.slice(found.index + found[0].length)
  const marked = `${escapeXml(before)}<tspan class="${look} command">${escapeXml(found[0])}</tspan>${escapeXml(after)}`
  const noteWidth = 24 + note.length * 7
  return [
    `<text x="${x}" y="${y - 6}">${marked}</text>`,
    `<rect class="${look}-fill" x="${width - MARGIN - noteWidth}" y="${y - 21}" width="${noteWidth}" height="20" rx="10"/>`,
    `<text class="note ${look}" x="${width - MARGIN - noteWidth / 2}" y="${y - 7}" text-anchor="middle">${escapeXml(note)}</text>`,
  ].join('\n')
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
