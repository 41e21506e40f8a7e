import { earlier } from './grammar.ts'
import { parseStatements } from './parser.ts'
import { lastStatements, type Statement } from './statement.ts'

/** The variables, with their lines, that python-dotenv before 1.2.4 reads differently from 1.2.4. */
export function findVersionDependent(text: string, now: readonly Statement[]): { name: string; line: number }[] {
  if (!isAffected(text, now)) return []
  const before = lastStatements(parseStatements(text, earlier))
  const after = lastStatements(now)
  const changed: { name: string; line: number }[] = []
  for (const [name, { value, line }] of after) if (before.get(name)?.value !== value) changed.push({ name, line })
  for (const [name, { line }] of before) if (!after.has(name)) changed.push({ name: name.replace(/^\ufeff/, ''), line })
  return changed
}

/** Only a byte order mark, a backslash in quotes, and `#` after `=` and blanks are read differently. */
function isAffected(text: string, statements: readonly Statement[]): boolean {
  if (text.startsWith('\ufeff') || text.includes('\\')) return true
  return statements.some((statement) => statement.value === '' && statement.text.includes('#'))
}
