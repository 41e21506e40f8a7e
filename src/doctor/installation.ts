import type { ProbeResponse } from './unanswered.ts'

/** A Python and what is installed for it. */
export interface Installation {
  /** The interpreter as it was found, an absolute path. */
  readonly python: string
  /** Whether the user named it. */
  readonly isNamed: boolean
  /** As `3.11.2`. */
  readonly version: string
  /** By the name of the distribution; null for what is not installed. */
  readonly versions: Readonly<Record<string, string | null>>
  /** Whether `python -m pip` works. */
  readonly hasPip: boolean
  /** Where temporary files go, and how many bytes are free there; null if Python finds no such directory. */
  readonly temporary: { readonly directory: string; readonly freeBytes: number } | null
}

/** Reads a response of the script, whose Python may be any. */
export function parseInstallation(python: string, isNamed: boolean, response: ProbeResponse): Installation {
  const { version, versions, hasPip, temporary } = response
  const known = Object.entries(Object(versions)).map(([name, text]) => [name, typeof text === 'string' ? text : null])
  const { directory, freeBytes } = Object(temporary)
  return {
    python,
    isNamed,
    version: String(version),
    versions: Object.fromEntries(known),
    hasPip: hasPip === true,
    temporary: typeof directory === 'string' ? { directory, freeBytes: Number(freeBytes) } : null,
  }
}

/** The client alone (`mlflow-skinny`) is enough for training. */
export function hasMlflow({ versions }: Installation): boolean {
  return mlflowVersion(versions) !== null
}

export function mlflowVersion(versions: Installation['versions']): string | null {
  return versions.mlflow ?? versions['mlflow-skinny'] ?? null
}

export function hasBoto3({ versions }: Installation): boolean {
  return (versions.boto3 ?? null) !== null
}
