import type { Diagnostic } from '../model/diagnostic.ts'
import type { Source } from '../model/source.ts'
import { optionDiagnostics } from './diagnostics.ts'
import { ENVIRONMENT_ONLY, GLOBAL_OPTIONS } from './global-options.ts'
import { OWN_VARIABLES } from './server-options.ts'

const OPTION_VARIABLES = [...GLOBAL_OPTIONS.flatMap(({ variable }) => variable ?? []), ...OWN_VARIABLES]

/** Habitual slips, with what was meant. */
const CORRECTIONS: Readonly<Record<string, string>> = {
  MLFLOW_AWS_REGION: 'MLFLOW_AWS_DEFAULT_REGION',
  MLFLOW_AWS_ACCESS_KEY: 'MLFLOW_AWS_ACCESS_KEY_ID',
  MLFLOW_AWS_KEY_ID: 'MLFLOW_AWS_ACCESS_KEY_ID',
  MLFLOW_AWS_SECRET_KEY: 'MLFLOW_AWS_SECRET_ACCESS_KEY',
  MLFLOW_AWS_SECRET_ACCESS_KEY_ID: 'MLFLOW_AWS_SECRET_ACCESS_KEY',
  MLFLOW_AWS_TOKEN: 'MLFLOW_AWS_SESSION_TOKEN',
  MLFLOW_AWS_SECURITY_TOKEN: 'MLFLOW_AWS_SESSION_TOKEN',
  MLFLOW_AWS_DEFAULT_PROFILE: 'MLFLOW_AWS_PROFILE',
}

/**
 * Variables that look like the launcher's own and have no effect: a misspelt one would let the shell's credentials be
 * used, or make a strict project lax.
 *
 * @param projectVariables the `MLFLOW_AWS_*` that exist
 */
export function findUnknownVariables(sources: readonly Source[], projectVariables: readonly string[]): Diagnostic[] {
  const known = new Set([...projectVariables, ...OPTION_VARIABLES])
  return sources.flatMap((source) =>
    Array.from(source.names()).flatMap((name): Diagnostic[] => {
      if (!isOwn(name)) return []
      const origin = source.get(name)?.origin
      if (!origin) return []
      if (!known.has(name)) {
        return [optionDiagnostics.warning('unknown-variable', origin, { suggestion: suggest(name, known) })]
      }
      const isIgnored = source.kind === 'file' && ENVIRONMENT_ONLY.includes(name)
      return isIgnored ? [optionDiagnostics.warning('variable-ignored-in-file', origin)] : []
    }),
  )
}

function isOwn(name: string): boolean {
  return /^(?:MLFLOW_AWS|WITH_MLFLOW_ENV)_/i.test(name)
}

function suggest(name: string, known: ReadonlySet<string>): string | null {
  const upper = name.toUpperCase()
  return upper !== name && known.has(upper) ? upper : (CORRECTIONS[upper] ?? null)
}
