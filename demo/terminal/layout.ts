// Text in lines of at most 80 columns, so that it reads the same in every terminal, and in a file.
export const COLUMNS = 80

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many columns a text takes: an emoji takes two. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += /\p{Emoji_Presentation}/u.test(segment) ? 2 : 1
  return width
}

/** Breaks a line at its blanks. @param hang by how much further lines are indented more */
export function wrap(line: string, width: number, hang = 4): string[] {
  const indent = /^ */.exec(line)?.[0] ?? ''
  return fold(line.slice(indent.length), width, indent, indent + ' '.repeat(hang), '')
}

/** Breaks a command line as a person would type it. */
export function wrapCommand(line: string, width: number): string[] {
  return fold(line, width, '', '    ', ' \\')
}

function fold(text: string, width: number, first: string, next: string, joint: string): string[] {
  const words = text.split(' ').map((word) => cut(word, width - next.length - joint.length))
  const lines: string[] = []
  let current = first
  let isEmpty = true
  for (const [index, word] of words.entries()) {
    const room = width - (index === words.length - 1 ? 0 : joint.length)
    if (!isEmpty && widthOf(current) + 1 + widthOf(word) > room) {
      lines.push(current + joint)
      current = next
      isEmpty = true
    }
    current += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, current]
}

/** A word that is longer than a line ends in …. */
function cut(word: string, width: number): string {
  if (widthOf(word) <= width) return word
  let kept = ''
  for (const { segment } of graphemes.segment(word)) {
    if (widthOf(kept) + widthOf(segment) > width - 1) break
    kept += segment
  }
  return `${kept}…`
}
