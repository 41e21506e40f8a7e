/** Section name → option (lower case) → value. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>

/**
 * Reads an INI text as Python's `configparser.RawConfigParser` does, which is what botocore uses: comments on lines of
 * their own, `=` or `:`, indented lines go on with the value above, `[DEFAULT]` is inherited by every section.
 *
 * @returns null if `configparser` raises (a duplicate section or option, a line outside any section, no delimiter)
 */
export function parseIni(text: string): Ini | null {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  let option: string | undefined
  let indent = 0
  // To Python a byte order mark is a character before the first section, to JavaScript it is white space.
  if (text.startsWith('\ufeff')) return null
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue
    const depth = raw.length - raw.trimStart().length
    if (section && option !== undefined && depth > indent) {
      section.set(option, `${section.get(option)}\n${line}`)
      continue
    }
    indent = depth
    const header = /^\[(.+)\]/.exec(line)
    if (header) {
      const name = header[1] ?? ''
      if (sections.has(name) && name !== 'DEFAULT') return null
      section = sections.get(name) ?? new Map()
      sections.set(name, section)
      option = undefined
      continue
    }
    const pair = /^(.*?)\s*[=:]\s*(.*)$/.exec(line)
    if (!section || !pair?.[1]) return null
    option = pair[1].toLowerCase()
    if (section.has(option)) return null
    section.set(option, pair[2] ?? '')
  }
  const inherited = sections.get('DEFAULT')
  sections.delete('DEFAULT')
  if (!inherited) return sections
  return new Map(Array.from(sections, ([name, options]) => [name, new Map([...inherited, ...options])]))
}
