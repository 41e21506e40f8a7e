/** A line that is typed without being shown. */
export interface TypedLine {
  readonly text: string
  /** What has come of an escape sequence that is not complete. */
  readonly sequence: string
}

export const EMPTY_LINE: TypedLine = { text: '', sequence: '' }

export type Typed =
  | { readonly kind: 'more'; readonly line: TypedLine }
  /** `rest`: what was typed or pasted after the line's end. */
  | { readonly kind: 'done'; readonly text: string; readonly rest: string }
  | { readonly kind: 'interrupted' | 'ended' }

const CTRL_C = '\x03'
const CTRL_D = '\x04'
const BACKSPACES = ['\b', '\x7f']
/** Ctrl-U and Ctrl-W: nobody sees where a word begins. */
const ERASERS = ['\x15', '\x17']
const ESCAPE = '\x1b'
/** A cursor key, a marker of a paste: `ESC [ … letter`, `ESC O letter`, and any other letter after Alt. */
const isWholeSequence = (text: string) => /^\x1b(?:\[[\x20-\x3f]*[\x40-\x7e]|O.|[^[O])$/s.test(text)

/** Takes what a terminal in raw mode sends: letters, a paste, and the keys that edit a line. */
export function typeInto(line: TypedLine, keys: string): Typed {
  let { text, sequence } = line
  const letters = Array.from(keys)
  for (const [at, letter] of letters.entries()) {
    if (letter === CTRL_C) return { kind: 'interrupted' }
    if (sequence !== '') {
      sequence += letter
      if (isWholeSequence(sequence)) sequence = ''
    } else if (letter === '\r' || letter === '\n') {
      // A paste from Windows has both.
      const next = letter === '\r' && letters[at + 1] === '\n' ? at + 2 : at + 1
      return { kind: 'done', text, rest: letters.slice(next).join('') }
    } else if (letter === CTRL_D) {
      if (text === '') return { kind: 'ended' }
    } else if (BACKSPACES.includes(letter)) text = Array.from(text).slice(0, -1).join('')
    else if (ERASERS.includes(letter)) text = ''
    else if (letter === ESCAPE) sequence = letter
    else if (letter >= ' ' || letter === '\t') text += letter
  }
  return { kind: 'more', line: { text, sequence } }
}
