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

/** Options that take a value: `-sC d` is `-s -C d`. */
const WITH_VALUE = 'CfIoWE'
/** Options that may have a number behind them. */
const WITH_NUMBER = 'jlO'

/** Splits short options that are written as one word. */
export function splitOptions(args: readonly string[]): string[] {
  return args.flatMap((word) => {
    if (!/^-[A-Za-z]{2}/.test(word)) return word
    const split: string[] = []
    for (let at = 1; at < word.length; at++) {
      const letter = word.charAt(at)
      const rest = word.slice(at + 1)
      if (WITH_NUMBER.includes(letter)) return [...split, `-${letter}${rest}`]
      split.push(`-${letter}`)
      if (WITH_VALUE.includes(letter)) return rest === '' ? split : [...split, rest]
    }
    return split
  })
}

/** A reference to a variable or a function: $(NAME), ${NAME}. */
const REFERENCE = /\$(?:\(([^()]*(?:\([^()]*\)[^()]*)?)\)|\{([^{}]*)\})/g
/** A few variables that double each other would fill the memory; no setting is longer. */
const MAX_VALUE_LENGTH = 131_072

/** The value of a text of a makefile; null if it is not known. */
export function expandMake(text: string, lookup: (name: string) => string | null | undefined): string | null {
  let isKnown = true
  const value = text.replace(REFERENCE, (_, round?: string, curly?: string) => {
    const inside = (round ?? curly ?? '').trim()
    const [call = '', ...rest] = inside.split(/\s+/)
    const isList = /^(?:wildcard|strip|sort|firstword)$/.test(call)
    const found = isList ? expandMake(rest.join(' '), lookup) : /^[\w.-]+$/.test(inside) ? lookup(inside) : null
    if (found === null) isKnown = false
    return found ?? ''
  })
  return isKnown && value.length <= MAX_VALUE_LENGTH ? value.replaceAll('$$', '$') : null
}
