/*
 * Quick answers for the texts that nearly all are: an expression with Unicode classes takes longer to compile than all
 * the rest of a run's work with it.
 */

/** Whether a text is nothing but ASCII letters, digits and signs, without a blank. */
export function isVisibleAscii(text: string): boolean {
  return isWithin(text, 0x21)
}

/** Whether a text is nothing but ASCII letters, digits, signs and blanks. */
export function isPrintableAscii(text: string): boolean {
  return isWithin(text, 0x20)
}

function isWithin(text: string, lowest: number): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < lowest || code > 0x7e) return false
  }
  return true
}

/** Whether a name begins with a word in upper case, in whatever case the name is. */
export function begins(name: string, beginning: string): boolean {
  // The first letter alone rules out most.
  if ((name.charCodeAt(0) & ~0x20) !== beginning.charCodeAt(0)) return false
  return name.length >= beginning.length && name.slice(0, beginning.length).toUpperCase() === beginning
}
