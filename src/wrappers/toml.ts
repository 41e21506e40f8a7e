import type { Place } from './finding.ts'

/** One value of a TOML file. */
export interface TomlEntry extends Place {
  /** The keys of its tables and its own, joined by dots. */
  readonly key: string
  /** What the file has for it, without the quotes of a string. */
  readonly value: string
  /** Whether the value is a string, not a number, a list or a truth value. */
  readonly isString: boolean
}

const KEY = String.raw`(?:[\w-]+|"[^"\n]*"|'[^'\n]*')`
const LINE = new RegExp(String.raw`^\s*(${KEY}(?:\s*\.\s*${KEY})*)\s*=\s*(.*)$`)
const PAIR = new RegExp(String.raw`(${KEY}(?:\.${KEY})*)\s*=\s*("[^"\n]*"|'[^'\n]*'|\[[^\]\n]*\]|[^,{}\n]+)`, 'g')
/** A table on one line that is longer has no settings. */
const MAX_TABLE_LENGTH = 10_000
/** Lines of a list or a long string. */
const MAX_LINES = 200
const plain = (key: string) => key.replace(/["'\s]/g, '')

/** The values of a TOML file, as far as settings need it: tables, dotted keys, tables on one line, lists and strings. */
export function readToml(text: string, path: string): TomlEntry[] {
  const entries: TomlEntry[] = []
  const lines = text.split('\n')
  let table = ''
  for (let at = 0; at < lines.length; at++) {
    const header = /^\s*\[\[?([^[\]]+)\]\]?/.exec(lines[at] ?? '')
    if (header) {
      table = `${plain(header[1] ?? '')}.`
      continue
    }
    const [, name, begun = ''] = LINE.exec(lines[at] ?? '') ?? []
    if (name === undefined) continue
    const line = at + 1
    const pieces = [begun]
    while (isOpen(pieces) && at + 1 < lines.length && pieces.length < MAX_LINES) pieces.push(lines[++at] ?? '')
    const value = pieces.join('\n').trim()
    const key = table + plain(name)
    if (!value.startsWith('{') || value.length > MAX_TABLE_LENGTH) entries.push({ key, ...literal(value), path, line })
    else
      for (const [, inner = '', given = ''] of value.matchAll(PAIR))
        entries.push({ key: `${key}.${plain(inner)}`, ...literal(given), path, line })
  }
  return entries
}

/** Whether a list or a long string goes on in the next line. */
function isOpen([first = '', ...rest]: readonly string[]): boolean {
  const last = rest.at(-1)
  const quotes = /^(?:"""|''')/.exec(first)?.[0]
  if (quotes) return last === undefined ? first.indexOf(quotes, 3) === -1 : !last.includes(quotes)
  return first.startsWith('[') && !(last ?? first).includes(']')
}

function literal(text: string): { value: string; isString: boolean } {
  const string = /^("""|'''|"|')(.*?)\1/s.exec(text)
  return string
    ? { value: string[2] ?? '', isString: true }
    : { value: text.replace(/\s#.*$/, '').trim(), isString: false }
}

/** The strings of a value that is a string or a list of them. */
export function strings({ value, isString }: TomlEntry): string[] {
  return isString
    ? [value]
    : [...value.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(([, double, single]) => double ?? single ?? '')
}
