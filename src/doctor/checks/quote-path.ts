import { printable } from '../../model/format.ts'

/** A path as a word of a shell. */
export function quotePath(path: string): string {
  const shown = printable(path)
  const word = shown.startsWith('-') ? `./${shown}` : shown
  return /^[\w.@%+=:,/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
