import { earlier } from './grammar.ts'
import { parseStatements } from './parser.ts'
import { lastStatements, type Statement } from './statement.ts'

const BYTE_ORDER_MARK = '\ufeff'

/** A variable that python-dotenv before 1.2.4 reads differently from 1.2.4. */
export interface VersionDependent {
  readonly name: string
  readonly line: number
  /** True if only a byte order mark before its name is the reason: the earlier versions take it for a part of the name. */
  readonly marked: boolean
}

export function findVersionDependent(text: string, now: readonly Statement[]): VersionDependent[] {
  const isMarked = text.startsWith(BYTE_ORDER_MARK)
  const changed = isAffected(text, now) ? compare(isMarked ? text.slice(1) : text, now) : []
  const [first] = now
  if (!isMarked || !first || first.name === null || first.line > 1) return changed
  return [{ name: first.name, line: 1, marked: true }, ...changed.filter(({ line }) => line > 1)]
}

function compare(text: string, now: readonly Statement[]): VersionDependent[] {
  const then = parseStatements(text, earlier)
  // Mostly nothing depends on the version after all.
  if (then.length === now.length && then.every(({ name, value }, at) => isSame(now[at], name, value))) return []
  const before = lastStatements(then)
  const after = lastStatements(now)
  const changed: VersionDependent[] = []
  const add = (name: string, { line }: Statement) => changed.push({ name, line, marked: false })
  for (const [name, one] of after) if (before.get(name)?.value !== one.value) add(name, one)
  for (const [name, one] of before) if (!after.has(name)) add(name, one)
  return changed
}

function isSame(statement: Statement | undefined, name: string | null, value: string | null): boolean {
  return statement?.name === name && statement.value === value
}

/** Only a backslash in quotes, and `#` after `=` and blanks are read differently. */
function isAffected(text: string, statements: readonly Statement[]): boolean {
  if (text.includes('\\')) return true
  return statements.some((statement) => statement.value === '' && statement.text.includes('#'))
}
