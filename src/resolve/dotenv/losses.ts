import { refuse } from '../failure.ts'
import { type EnvFileText, isOurs } from './env-file.ts'
import { earlier } from './grammar.ts'
import { type Statement, scan } from './scan.ts'

const NAMED = /^[^\S\n]*(?:export[^\S\n]+)?['"]?([A-Za-z_][A-Za-z0-9_]*)['"]?[^\S\n]*\+?[=:]/gm

/**
 * Refuses a file in which Python would lose a line that matters.
 *
 * @throws {Refusal} see `parseEnvFile`
 */
export function findLosses(file: EnvFileText, statements: readonly Statement[]): void {
  const at = (line: number) => ({ display: file.display, line })
  const seen = new Map<string, Statement>()
  for (const statement of statements) {
    const { name, value, line } = statement
    if (statement.dropped) {
      for (const match of statement.text.matchAll(NAMED)) {
        const lost = match[1] ?? ''
        const offset = statement.text.slice(0, match.index).split('\n').length - 1
        if (isOurs(lost)) refuse({ code: 'env-file-line-dropped', name: lost, ...at(line + offset) })
      }
    }
    if (name === null) continue
    if (value === null && isOurs(name) && seen.get(name)?.value)
      refuse({ code: 'env-file-line-undone', name, ...at(line) })
    seen.set(name, statement)
  }
  for (const { name, line } of changedBetweenVersions(file.text, statements)) {
    if (isOurs(name)) refuse({ code: 'env-file-versions-differ', name, ...at(line) })
  }
}

/** The variables that python-dotenv before 1.2.4 reads otherwise than 1.2.4. */
export function changedBetweenVersions(text: string, now: readonly Statement[]): { name: string; line: number }[] {
  if (!/^\ufeff|\\|=\s+#/.test(text)) return []
  const before = finalValues(scan(text, earlier))
  const after = finalValues(now)
  const changed: { name: string; line: number }[] = []
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
