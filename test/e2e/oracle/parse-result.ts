// What the launcher may and must say about a `.env` file, judged by the statements of Python's own parser.
import { parse } from 'dotenv'
import { expect } from 'vitest'
import type { Env } from '../../oracle/accounts.ts'
import type { Parsed, Statement } from './python-worker.ts'

/** Names whose loss could mean another account or another server. */
const OURS = /^(?:(?:MLFLOW|AWS|WITH_MLFLOW_ENV)_[A-Z0-9_]*|[A-Z][A-Z0-9_]*_URI)$/
const SUCH = '(?:(?:MLFLOW|AWS|WITH_MLFLOW_ENV)_[A-Z0-9_]*|[A-Z][A-Z0-9_]*_URI)'
/** A line that was plainly meant to set one, and a line that so much as holds its name. */
const SETS_OURS = new RegExp(`^\\s*(?:export\\s+)?['"]?${SUCH}['"]?\\s*\\+?[=:]`, 'm')
const HOLDS_OURS = new RegExp(`\\b${SUCH}\\b`)

/** The child's variables equal Python's, but for the few names that the launcher makes itself. */
export function expectPythons(child: Env, python: Env): void {
  const made = ['WITH_MLFLOW_ENV', 'WITH_MLFLOW_ENV_FROM_FILES', 'PYTHON_DOTENV_DISABLED', 'MLFLOW_TRACKING_URI']
  const others = (env: Env) => Object.fromEntries(Object.entries(env).filter(([name]) => !made.includes(name)))
  expect(others(child)).toEqual(others(python))
  // An empty one means absent: another file's or the default stands in.
  if (python.MLFLOW_TRACKING_URI) expect(child.MLFLOW_TRACKING_URI).toBe(python.MLFLOW_TRACKING_URI)
}

/** Why a file must not be used, and why it may be refused, from Python's own parser. */
export function causes({ now, before }: { now: Parsed; before: Parsed }) {
  const must = new Set<string>()
  const may = new Set<string>()
  const seen = new Map<string, string | null>()
  for (const { name, value, dropped, text } of now.statements) {
    // A name that Python takes for another one is lost like a line that it drops: `A+=x`, `"A"=x`.
    const lost = dropped || (name !== null && !OURS.test(name))
    if (dropped && SETS_OURS.test(text)) must.add('env-file-syntax')
    if (lost && HOLDS_OURS.test(text)) may.add('env-file-syntax')
    if (name === null) continue
    if (OURS.test(name) && value === null && seen.get(name)) must.add('env-file-value-unset')
    seen.set(name, value)
  }
  const [last, lastBefore] = [lastOf(now), lastOf(before)]
  const isMarked = before.statements[0]?.text.startsWith('\ufeff')
  for (const name of new Set([...last.keys(), ...lastBefore.keys()])) {
    // A name behind a byte order mark is taken, with a warning.
    if (name.startsWith('\ufeff') || (isMarked && name === now.statements[0]?.name)) continue
    const differs = last.get(name)?.value !== lastBefore.get(name)?.value
    if (differs && OURS.test(name)) must.add('env-file-version-dependent')
  }
  return { must: [...must], may: [...must, ...may] }
}

/** Each name's last statement. */
function lastOf({ statements }: Parsed): Map<string, Statement> {
  return new Map(statements.flatMap((one) => (one.name === null ? [] : [[one.name, one]])))
}

/** The lines on which npm's reader and Python's differ or Python loses something, and others that may be warned about. */
export function differing(text: string, { now, before }: { now: Parsed; before: Parsed }) {
  const second = parse(text)
  const [last, lastBefore] = [lastOf(now), lastOf(before)]
  const must = new Set(now.statements.filter(({ dropped }) => dropped).map(({ line }) => line))
  const may = new Set(must)
  for (const [name, { value, line, text: written }] of last) {
    const other = Object.hasOwn(second, name) ? second[name] : null
    if (value !== other) must.add(line)
    if (value !== other || /=\s*'.*\$\{/s.test(written)) may.add(line)
    if (lastBefore.get(name)?.value !== value) may.add(line)
    if (value === null && now.statements.some((one) => one.name === name && one.value !== null)) {
      must.add(line)
      may.add(line)
    }
  }
  for (const [name, { line }] of lastBefore) if (!last.has(name)) may.add(line)
  // A first line behind a byte order mark has another name for the earlier versions.
  if (text.startsWith('\ufeff')) for (const { line } of before.statements) may.add(line)
  return { must, may }
}
