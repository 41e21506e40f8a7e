/**
 * Breaks a text between words, so that no line is wider than `width`, and at a no-break space only if it must be. A word that is longer than a line is cut.
 *
 * @param first columns before the first line, such as what is already on it
 * @param hanging the columns before every other line
 */
export function wrap(text: string, width: number, hanging: number, first: string): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  const next = () => {
    lines.push(line)
    line = ' '.repeat(hanging)
    isEmpty = true
  }
  const words = text.split(/ +/).flatMap((word) => (word.length > width - hanging ? word.split('\u00a0') : [word]))
  for (let word of words.filter((each) => each !== '')) {
    if (!isEmpty && line.length + 1 + word.length > width) next()
    while (isEmpty && line.length + word.length > width) {
      const room = Math.max(1, width - line.length)
      line += word.slice(0, room)
      word = word.slice(room)
      next()
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line].map((each) => each.replaceAll('\u00a0', ' ').trimEnd())
}
