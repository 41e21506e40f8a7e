/** A line of a makefile, with lines that continue it. */
export interface MakefileLine {
  readonly text: string
  readonly line: number
  readonly isRecipe: boolean
}

/** Splits a makefile into logical lines. */
export function readLines(text: string): MakefileLine[] {
  const lines: MakefileLine[] = []
  const physical = text.split('\n')
  for (let at = 0; at < physical.length; at++) {
    const start = at
    const pieces: string[] = []
    const isRecipe = physical[at]?.startsWith('\t') ?? false
    while (physical[at]?.endsWith('\\') && at + 1 < physical.length) pieces.push(physical[at++]?.slice(0, -1) ?? '')
    pieces.push((physical[at] ?? '').replace(/\r$/, ''))
    const whole = pieces.join(' ')
    lines.push({ text: isRecipe ? whole.slice(1) : withoutComment(whole), line: start + 1, isRecipe })
  }
  return lines
}

function withoutComment(text: string): string {
  const at = text.indexOf('#')
  if (at === -1) return text
  return text.charAt(at - 1) === '\\' ? text : text.slice(0, at)
}
