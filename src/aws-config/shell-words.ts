/**
 * The words of a text as Python's `shlex.split` has them, with which botocore reads the head of a section.
 *
 * @returns null for what `shlex` refuses: a quote that is not closed, a backslash at the end
 */
export function splitWords(text: string): string[] | null {
  const words: string[] = []
  let word: string | null = null
  // A part in quotes, a character after a backslash, blanks, other characters; or what cannot be read.
  for (const [part] of text.matchAll(/'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|\s+|[^'"\\\s]+|[\s\S]/g)) {
    if (/^\s/.test(part)) {
      if (word !== null) words.push(word)
      word = null
    } else if (part === "'" || part === '"' || part === '\\') {
      return null
    } else {
      word = `${word ?? ''}${unquote(part)}`
    }
  }
  return word === null ? words : [...words, word]
}

function unquote(part: string): string {
  if (part.startsWith("'")) return part.slice(1, -1)
  // Within double quotes a backslash is one, except before itself and the quote.
  if (part.startsWith('"')) return part.slice(1, -1).replace(/\\(["\\])/g, '$1')
  return part.startsWith('\\') ? part.slice(1) : part
}
