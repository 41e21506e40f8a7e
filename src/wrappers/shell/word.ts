/** A piece of a word: text, a variable, or something that is not known before it runs. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly otherwise: string | null
      /** `${NAME:=value}` sets it. */
      readonly assigns?: true
    }
  | { readonly kind: 'unknown'; readonly source: string }

export interface Word {
  readonly parts: readonly Part[]
}

/** A word without anything. */
export const NO_WORD: Word = { parts: [] }

/** A few variables that double each other would fill the memory; no variable can be longer. */
const MAX_VALUE_LENGTH = 131_072

/**
 * The value of a word; null if it is not known, or too long.
 * @param lookup null: the variable's value is not known
 * @param output what is known of a command or of a parameter with an operator; null if it is not
 */
export function expand(
  { parts }: Word,
  lookup: (name: string) => string | null | undefined,
  output: (source: string) => string | null = () => null,
): string | null {
  let text = ''
  for (const part of parts) {
    if (part.kind === 'unknown') {
      const printed = output(part.source)
      if (printed === null) return null
      text += printed
      continue
    }
    if (part.kind === 'text') {
      text += part.text
      continue
    }
    const value = lookup(part.name)
    // An argument that is not known has its default most of the time: `${1:-.env}`.
    if (value === null && (part.otherwise === null || !/^\d/.test(part.name))) return null
    text += value || (part.otherwise ?? '')
    if (text.length > MAX_VALUE_LENGTH) return null
  }
  return text
}

/** The text of a word that begins with text: a command's name, or `NAME=`. */
export function leading({ parts }: Word): string {
  const [first] = parts
  return first?.kind === 'text' ? first.text : ''
}

const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=/

export function isAssignment(word: Word): boolean {
  return ASSIGNMENT.test(leading(word))
}

/** Splits `NAME=value`; undefined if the word is no assignment. */
export function toAssignment(word: Word): { name: string; value: Word; appends: boolean } | undefined {
  const match = ASSIGNMENT.exec(leading(word))
  if (!match) return undefined
  const [all, name = '', plus] = match
  const [first, ...rest] = word.parts
  const text = first?.kind === 'text' ? first.text.slice(all.length) : ''
  return { name, value: { parts: [{ kind: 'text', text }, ...rest] }, appends: plus === '+' }
}
