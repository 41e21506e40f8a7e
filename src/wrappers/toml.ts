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
const STRING = String.raw`"(?:[^"\\\n]|\\.)*"|'[^'\n]*'`
/** In a table on one line: a key with its value or with the beginning of a table, or the end of a table. */
const PAIR = new RegExp(String.raw`(${KEY}(?:\s*\.\s*${KEY})*)\s*=\s*(\{|${STRING}|\[[^\]]*\]|[^,{}\n]+)|\}`, 'g')
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
    else entries.push(...inlineTable(value, key).map((entry) => ({ ...entry, path, line })))
  }
  return entries
}

/** The values of a table on one line, and of the tables in it. */
function inlineTable(text: string, table: string): Omit<TomlEntry, keyof Place>[] {
  const entries: Omit<TomlEntry, keyof Place>[] = []
  const tables = [table]
  for (const [part, name, value = ''] of text.matchAll(PAIR)) {
    if (part === '}') tables.pop()
    const key = `${tables.at(-1) ?? table}.${plain(name ?? '')}`
    if (value === '{') tables.push(key)
    else if (name !== undefined) entries.push({ key, ...literal(value) })
  }
  return entries
}

/** Whether a list, a long string or a table with a list in it goes on in the next line. */
function isOpen([first = '', ...rest]: readonly string[]): boolean {
  const last = rest.at(-1)
  const quotes = /^(?:"""|''')/.exec(first)?.[0]
  if (quotes) return last === undefined ? first.indexOf(quotes, 3) === -1 : !last.includes(quotes)
  if (first.startsWith('{')) return !/\}\s*(?:#.*)?$/.test(last ?? first)
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
