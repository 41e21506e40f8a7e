/** What a `.netrc` file has logins for. */
export interface NetrcHosts {
  readonly machines: ReadonlySet<string>
  /** Whether there is a `default`, a login for every other host. */
  readonly hasDefault: boolean
}

/** How many words follow one, without those that make entries. */
const TAKES_WORD = new Set(['login', 'user', 'account', 'password'])

/**
 * The hosts of a `.netrc` file. Python's client of MLflow sends their logins in place of its own key.
 *
 * @see https://docs.python.org/3/library/netrc.html
 */
export function parseNetrc(text: string): NetrcHosts {
  const words = wordsOf(text)
  const machines = new Set<string>()
  let hasDefault = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === 'machine') machines.add((words[++at] ?? '').toLowerCase())
    else if (word === 'default') hasDefault = true
    else if (TAKES_WORD.has(word)) at++
  }
  return { machines, hasDefault }
}

/** Without comments, and without macros, which end at an empty line. */
function wordsOf(text: string): string[] {
  const plain = text.replace(/^[ \t]*macdef[ \t].*(?:\r?\n.+)*/gm, '').replace(/^[ \t]*#.*$/gm, '')
  return Array.from(plain.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g), ([, quoted, word]) => quoted ?? word ?? '')
}
