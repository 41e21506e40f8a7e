import { CREDENTIAL_VARIABLES } from '../credentials/index.ts'
import { DEFAULT_REGION } from '../credentials/project-variables.ts'
import type { Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import { ENVIRONMENT_ONLY, GLOBAL_OPTIONS } from '../options/global-options.ts'
import { OWN_VARIABLES } from '../options/server-options.ts'

const CREDENTIALS = [...CREDENTIAL_VARIABLES.map(({ name }) => name), DEFAULT_REGION]
const VARIABLES = [...GLOBAL_OPTIONS.flatMap(({ variable }) => variable ?? []), ...OWN_VARIABLES]

/** Habitual slips, with what was meant. */
const MEANT: Readonly<Record<string, string>> = {
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
 * Names that look like the launcher's own and mean nothing: a slip there would make the shell's credentials stand in, or
 * a strict project lax.
 */
export function findUnknownNames(sources: readonly Source[]): Warning[] {
  const warnings: Warning[] = []
  for (const source of sources) {
    for (const name of source.names()) {
      const origin = isKnown(name, source) ? undefined : source.get(name)?.origin
      if (!origin) continue
      if (ENVIRONMENT_ONLY.includes(name)) warnings.push({ code: 'no-effect-in-file', origin })
      else warnings.push({ code: 'unknown-name', origin, suggestion: meant(name) })
    }
  }
  return warnings
}

function isKnown(name: string, source: Source): boolean {
  const upper = name.toUpperCase()
  if (upper.startsWith('MLFLOW_AWS_')) return CREDENTIALS.includes(name)
  if (!upper.startsWith('WITH_MLFLOW_ENV_')) return true
  return VARIABLES.includes(name) && (source.kind === 'environment' || !ENVIRONMENT_ONLY.includes(name))
}

function meant(name: string): string | null {
  const upper = name.toUpperCase()
  const known = [...CREDENTIALS, ...VARIABLES].find((other) => other === upper && other !== name)
  return known ?? MEANT[upper] ?? null
}
