import {
  ACCESS_KEY_ID,
  DEFAULT_REGION,
  PROFILE,
  SECRET_ACCESS_KEY,
  SESSION_TOKEN,
} from '../../../credentials/project-variables.ts'
import { parseStatements } from '../../../dotenv/parser.ts'
import type { Statement } from '../../../dotenv/statement.ts'
import { fail } from '../../../model/diagnostic.ts'
import type { Sourced } from '../../../model/origin.ts'
import { initDiagnostics } from '../diagnostics.ts'
import { IDENTITY, type Settings, VARIABLES } from './variables.ts'

const DISPLAY = 'standard input'

/** AWS's own names for what the project's variables say. */
const AWS_NAMES: ReadonlyMap<string, string> = new Map([
  ['AWS_ACCESS_KEY_ID', ACCESS_KEY_ID],
  ['AWS_SECRET_ACCESS_KEY', SECRET_ACCESS_KEY],
  ['AWS_SESSION_TOKEN', SESSION_TOKEN],
  ['AWS_PROFILE', PROFILE],
  ['AWS_REGION', DEFAULT_REGION],
  ['AWS_DEFAULT_REGION', DEFAULT_REGION],
])

/**
 * The settings among `NAME=value` lines: as in the project's file, or as AWS's console and `aws configure
 * export-credentials` print them for a shell (`export`), Windows (`SET`), PowerShell (`$Env:`) and `~/.aws/credentials`.
 *
 * @throws {LauncherError} standard-input-unusable: there is something else
 */
export function parseLines(text: string): Settings {
  if (text.trim() === '') return new Map()
  if (/^\s*\{/.test(text)) refuse("found JSON: with 'aws configure export-credentials' use '--format env'")
  const own = new Map<string, Sourced>()
  const aws = new Map<string, Sourced>()
  for (const statement of parseStatements(text.split('\n').map(toAssignment).join('\n'))) {
    const { name, value, line } = statement
    const problem = findSlip(statement)
    if (problem) refuse(`found ${problem} in line ${line}`)
    if (name === null || !value) continue
    const meant = AWS_NAMES.get(name.toUpperCase())
    const target = VARIABLES.includes(name) ? own : meant === undefined ? null : aws
    const variable = meant ?? name
    target?.set(variable, { value, origin: { kind: 'file', name, path: DISPLAY, display: DISPLAY, line } })
  }
  if (own.size + aws.size === 0) refuse('found none')
  // The account is of one kind of names, never a mixture.
  const isOwnAccount = IDENTITY.some((name) => own.has(name))
  const rest = isOwnAccount ? Array.from(aws).filter(([name]) => !IDENTITY.includes(name)) : aws
  return new Map([...rest, ...own])
}

/** What a reader would drop, or cut short, in a line that was meant as a setting. */
function findSlip({ text, name, quote, dropped }: Statement): string | null {
  if (dropped) return /(?:AWS|MLFLOW)_\w+\s*=/i.test(text) ? 'a quote that does not end' : null
  const isIdentity = name !== null && IDENTITY.includes(AWS_NAMES.get(name.toUpperCase()) ?? name)
  return isIdentity && quote === '' && /\s#/.test(text) ? "a '#' after a blank, which begins a comment," : null
}

/** A line as a shell would have it. */
function toAssignment(line: string): string {
  return line.replace(/^\s*(?:set\s+|\$env:)(?=\w+\s*=)/i, '')
}

function refuse(reason: string): never {
  return fail(initDiagnostics.error('standard-input-unusable', null, { reason }))
}
