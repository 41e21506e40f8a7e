/*
 * Answers that an ordinary run needs, as loops. Node compiles an expression in every process, and that takes longer (about
 * 0.1 ms each) than looking at all the values of a run.
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

/** Whether a text is nothing but ASCII letters, digits and `_`. */
export function isWord(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
    if (!isLetter && (code < 0x30 || code > 0x39) && code !== 0x5f) return false
  }
  return true
}

/**
 * Whether a text begins with a prefix, in whatever case the text is.
 *
 * @param prefix in lower case
 */
export function startsWithAnyCase(text: string, prefix: string): boolean {
  // The first letter rules out most names.
  if ((text.charCodeAt(0) | 0x20) !== prefix.charCodeAt(0)) return false
  return text.slice(0, prefix.length).toLowerCase() === prefix
}
