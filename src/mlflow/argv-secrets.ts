import { fail } from '../model/diagnostic.ts'
import { holdsPassword } from '../model/uri.ts'
import type { Warning } from '../model/warning.ts'
import { type GivenOptions, givenOption } from '../options/arguments.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { spellings } from '../options/option.ts'
import { SERVER_OPTIONS } from '../options/server-options.ts'

/** Options of MLflow's alone that take a URI or more words, with the variable that keeps them off the command line. */
const VARIABLES: Readonly<Record<string, string>> = {
  '--registry-store-uri': 'MLFLOW_REGISTRY_STORE_URI',
  '--read-replica-backend-store-uri': 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI',
  '--workspace-store-uri': 'MLFLOW_WORKSPACE_STORE_URI',
  '--uvicorn-opts': 'MLFLOW_UVICORN_OPTS',
  '--gunicorn-opts': 'MLFLOW_GUNICORN_OPTS',
}

/** Passwords among the options: every user of a machine can read its command lines. */
export function findShownPasswords(options: GivenOptions): Warning[] {
  return SERVER_OPTIONS.flatMap(({ name, variable, aliases }) => {
    const instead = variable ?? aliases[0] ?? ''
    const isShown = holdsPassword(givenOption(options, name)?.value ?? '')
    return isShown ? [{ code: 'password-on-command-line', option: `--${name}`, variable: instead }] : []
  })
}

/** MLflow's short forms of options that this launcher has too. */
const SHORT: Readonly<Record<string, string>> = { '-h': '--host', '-p': '--port', '-w': '--workers' }

/**
 * Looks at the words that go to MLflow as they are.
 *
 * @throws {LauncherError} option-after-separator: the launcher must know what it waits for
 */
export function checkPassed(words: readonly string[]): Warning[] {
  const warnings: Warning[] = []
  let option = '--'
  for (const [at, word] of words.entries()) {
    // A word with a blank is a value, whatever it begins with; and so is what stands behind options for others' options.
    const isValue = /^--(?:uvicorn|gunicorn|waitress)-opts$/.test(words[at - 1] ?? '')
    const [written] = isValue ? [] : (/^-[\w-]+(?==|$)/.exec(word) ?? [])
    if (written) option = written
    const own = written && (SHORT[written.slice(0, 2)] ?? written)
    if (own && isOwn(own)) fail(optionDiagnostics.error('option-after-separator', null, { option: own }))
    if (!holdsPassword(word) && !/--ssl-keyfile-password[= ]/.test(word)) continue
    warnings.push({ code: 'password-on-command-line', option, variable: VARIABLES[option] ?? null })
  }
  return warnings
}

function isOwn(option: string): boolean {
  // MLflow has none of that name, and would start.
  if (option === '--dry-run') return true
  const mlflows = SERVER_OPTIONS.filter(({ variable }) => variable?.startsWith('MLFLOW_'))
  return mlflows.flatMap(spellings).some(({ word }) => word === option)
}
