import type { Source } from './source.ts'
import type { Warning } from './warning.ts'

const KNOWN = [
  'MLFLOW_AWS_ACCESS_KEY_ID',
  'MLFLOW_AWS_SECRET_ACCESS_KEY',
  'MLFLOW_AWS_SESSION_TOKEN',
  'MLFLOW_AWS_PROFILE',
  'MLFLOW_AWS_DEFAULT_REGION',
] as const

/** Habitual slips, with what was meant. */
const MEANT: Readonly<Record<string, (typeof KNOWN)[number]>> = {
  MLFLOW_AWS_REGION: 'MLFLOW_AWS_DEFAULT_REGION',
  MLFLOW_AWS_ACCESS_KEY: 'MLFLOW_AWS_ACCESS_KEY_ID',
  MLFLOW_AWS_KEY_ID: 'MLFLOW_AWS_ACCESS_KEY_ID',
  MLFLOW_AWS_SECRET_KEY: 'MLFLOW_AWS_SECRET_ACCESS_KEY',
  MLFLOW_AWS_SECRET_ACCESS_KEY_ID: 'MLFLOW_AWS_SECRET_ACCESS_KEY',
  MLFLOW_AWS_TOKEN: 'MLFLOW_AWS_SESSION_TOKEN',
  MLFLOW_AWS_SECURITY_TOKEN: 'MLFLOW_AWS_SESSION_TOKEN',
  MLFLOW_AWS_DEFAULT_PROFILE: 'MLFLOW_AWS_PROFILE',
}

/** `MLFLOW_AWS_*` names that mean nothing: a slip there would make the shell's credentials stand in. */
export function findUnknownNames(sources: readonly Source[]): Warning[] {
  return sources.flatMap((source) =>
    Array.from(source.names()).flatMap((name) => {
      const upper = name.toUpperCase()
      if (!upper.startsWith('MLFLOW_AWS_') || KNOWN.some((known) => known === name)) return []
      const origin = source.get(name)?.origin
      const suggestion = KNOWN.find((known) => known === upper) ?? MEANT[upper] ?? null
      return origin ? [{ code: 'unknown-name', origin, suggestion } as const] : []
    }),
  )
}
