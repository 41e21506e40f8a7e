import { type LineCause, refuse } from '../model/failure.ts'
import { earlier, unsettled } from './grammar.ts'
import { type Statement, scan } from './parser.ts'
import { findOurs, isOurs } from './protected-names.ts'

/**
 * Refuses a file in which Python would lose a line that matters.
 *
 * @param changed what versions of python-dotenv read differently
 * @throws {Refusal} see `parseEnvFile`
 */
export function findLosses(display: string, statements: readonly Statement[], changed: readonly Changed[]): void {
  const at = (line: number) => ({ display, line })
  const seen = new Map<string, Statement>()
  for (const statement of statements) {
    const { name, value, line } = statement
    if (statement.dropped) refuseLostName(display, statement)
    if (name === null) continue
    if (!isOurs(name)) {
      // `"AWS_PROFILE"=x` and `AWS_PROFILE+=x` set something else than they say; a plain name says what it sets.
      const meant = statement.plain ? null : findOurs(name)
      if (meant !== null) refuse({ code: 'env-file-line-dropped', name: meant, cause: 'other', ...at(line) })
      continue
    }
    if (value === null && seen.get(name)?.value) refuse({ code: 'env-file-line-undone', name, ...at(line) })
    seen.set(name, statement)
  }
  for (const { name, line } of changed) {
    if (isOurs(name)) refuse({ code: 'env-file-versions-differ', name, ...at(line) })
  }
}

/** A dropped statement may have swallowed more lines than its own: each is looked at, up to its value. */
function refuseLostName(display: string, { line, text }: Statement): void {
  for (const [offset, one] of text.split('\n').entries()) {
    const [beginning = ''] = /^\s*['"]?[^'"#]*/.exec(one) ?? []
    const name = findOurs(beginning)
    if (name !== null)
      refuse({ code: 'env-file-line-dropped', name, cause: causeOf(one), display, line: line + offset })
  }
}

function causeOf(line: string): LineCause {
  if (/=\s*["']/.test(line)) return 'quote'
  return /^\s*(?:export\s+)?['"]?\w+['"]?\s*:/.test(line) ? 'colon' : 'other'
}

/** A variable and the line that gives it. */
export interface Changed {
  readonly name: string
  readonly line: number
}

/** The variables that python-dotenv before 1.2.4 reads otherwise than 1.2.4. */
export function changedBetweenVersions(text: string, now: readonly Statement[]): Changed[] {
  if (now.every(({ plain }) => plain) && !text.startsWith('\ufeff')) return []
  if (!unsettled.test(text)) return []
  const before = finalValues(scan(text, earlier))
  const after = finalValues(now)
  const changed: Changed[] = []
  for (const [name, { value, line }] of after) if (before.get(name)?.value !== value) changed.push({ name, line })
  for (const [name, { line }] of before) if (!after.has(name)) changed.push({ name: name.replace(/^\ufeff/, ''), line })
  return changed
}

/** Each variable's last statement. */
export function finalValues(statements: readonly Statement[]): Map<string, Statement> {
  const last = new Map<string, Statement>()
  for (const statement of statements) if (statement.name !== null) last.set(statement.name, statement)
  return last
}
