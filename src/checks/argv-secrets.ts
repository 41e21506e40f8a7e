import { parsePassthrough } from '../mlflow/parse-passthrough.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { printable } from '../model/format.ts'
import { nameOf } from '../model/origin.ts'
import { holdsPassword } from '../model/uri.ts'
import { type GivenOptions, givenOption } from '../options/arguments.ts'
import { variablesOf } from '../options/option.ts'
import { SERVER_OPTIONS } from '../options/server-options.ts'
import type { CheckAt } from './check.ts'

interface ArgvSecret {
  readonly option: string
  /** The variable to use instead; null if none is known. */
  readonly variable: string | null
}

export const diagnostics = defineDiagnostics(() => ({
  'password-on-command-line': ({ option, variable }: ArgvSecret) =>
    `${printable(option)} holds a password, and every user of this machine can read a command line: ${variable ? `set ${variable}` : 'use a variable'} instead`,
}))

/** Options of MLflow that the launcher does not have, with the variable that keeps their value off the command line. */
const VARIABLES: Readonly<Record<string, string>> = {
  '--registry-store-uri': 'MLFLOW_REGISTRY_STORE_URI',
  '--read-replica-backend-store-uri': 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI',
  '--workspace-store-uri': 'MLFLOW_WORKSPACE_STORE_URI',
  '--uvicorn-opts': 'MLFLOW_UVICORN_OPTS',
  '--gunicorn-opts': 'MLFLOW_GUNICORN_OPTS',
}

/** The launcher's own command line is seen already; MLflow's would be as well. */
export const argvSecrets: CheckAt<'settings'> = {
  name: 'argv-secrets',
  stage: 'settings',
  diagnostics,
  run: ({ options, passthroughArgs }) =>
    [...inOptions(options), ...inPassthrough(passthroughArgs)].map((found) =>
      diagnostics.warning('password-on-command-line', null, found),
    ),
}

function inOptions(options: GivenOptions): ArgvSecret[] {
  return SERVER_OPTIONS.flatMap((spec) => {
    const given = givenOption(options, spec.name)
    if (!given || !holdsPassword(given.value)) return []
    const [variable = null] = variablesOf(spec)
    return [{ option: nameOf(given.origin), variable }]
  })
}

function inPassthrough(passthroughArgs: readonly string[]): ArgvSecret[] {
  return parsePassthrough(passthroughArgs)
    .filter(({ text }) => holdsPassword(text) || /--ssl-keyfile-password[= ]/.test(text))
    .map(({ option }) => ({ option, variable: VARIABLES[option] ?? null }))
}
