/**
 * Whether the server behind the gate hands out artifacts.
 *
 * @param value of MLFLOW_SERVE_ARTIFACTS; empty and missing are the default, which is yes
 */
export function servesArtifacts(value: string | undefined): boolean {
  return value === undefined || value === '' || /^(?:true|1)$/i.test(value)
}

/** The answer of an artifact route if not, in the form of FastAPI's errors. */
export const NO_ARTIFACTS = {
  status: 503,
  body: { detail: 'Artifact storage is not configured. Please contact your administrator.' },
} as const
