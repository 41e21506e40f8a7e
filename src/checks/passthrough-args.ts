import { parsePassthrough } from '../mlflow/parse-passthrough.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { spellings } from '../options/option.ts'
import { SERVER_OPTIONS } from '../options/server-options.ts'
import type { CheckAt } from './check.ts'

/** The launcher must know the options that it has itself: it waits for the server at its host and port. */
export const passthroughArgs: CheckAt<'settings'> = {
  name: 'passthrough-args',
  stage: 'settings',
  diagnostics: optionDiagnostics,
  run: ({ passthroughArgs }) =>
    parsePassthrough(passthroughArgs)
      .flatMap(({ longOption }) => longOption ?? [])
      .filter(isOwn)
      .map((option) => optionDiagnostics.error('option-after-separator', null, { option })),
}

function isOwn(option: string): boolean {
  // MLflow has no such option, and would start.
  if (option === '--dry-run') return true
  const mlflows = SERVER_OPTIONS.filter(({ variable }) => variable?.startsWith('MLFLOW_'))
  return mlflows.flatMap(spellings).some(({ word }) => word === option)
}
