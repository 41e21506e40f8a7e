import { formatProfile } from '../../model/format.ts'

/** A profile's name as a word of a shell; `…` for what may be a key in the wrong place. */
export function profileWord(name: string): string {
  const shown = formatProfile(name)
  if (shown !== name) return '…'
  return /^[\w.@+/:-]+$/.test(shown) && !shown.startsWith('-') ? shown : `'${shown.replaceAll("'", `'\\''`)}'`
}
