import type { Installer } from '../mlflow/installer.ts'
import { findInstaller, type InstallPlace, parsePackagingFacts } from '../python/find-installer.ts'
import type { ProbeResponse } from './unanswered.ts'

/** A Python that does not start, and its own words. */
export interface FailedPython {
  readonly python: string
  readonly reason: string
}

/** What shows of MLflow without importing it: `mlflow_state.py`. */
export interface MlflowState {
  /** The file that Python takes for MLflow in its place; null for none. */
  readonly shadow: string | null
  /** Whether it is listed as installed, and not to be found. */
  readonly isGone: boolean
  /** What it requires and is not installed. */
  readonly missing: readonly string[]
}

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
  /** What installs packages for it. */
  readonly installer: Installer
  /** Null without MLflow. */
  readonly mlflow: MlflowState | null
  /** Those that come before it and do not work. */
  readonly failed: readonly FailedPython[]
  /** Where temporary files go, and how many bytes are free there; null if Python finds no such directory. */
  readonly temporary: { readonly directory: string; readonly freeBytes: number } | null
}

/** Reads a response of the script, whose Python may be any. */
export function parseInstallation(
  python: string,
  isNamed: boolean,
  response: ProbeResponse,
  place: InstallPlace,
): Installation {
  const { version, versions, packaging, temporary } = response
  const known = Object.entries(Object(versions)).map(([name, text]) => [name, typeof text === 'string' ? text : null])
  const { directory, freeBytes } = Object(temporary)
  return {
    python,
    isNamed,
    version: String(version),
    versions: Object.fromEntries(known),
    mlflow: response.mlflow ? parseState(Object(response.mlflow)) : null,
    failed: [],
    installer: findInstaller(python, parsePackagingFacts(Object(packaging)), place),
    temporary: typeof directory === 'string' ? { directory, freeBytes: Number(freeBytes) } : null,
  }
}

function parseState({ shadow, isGone, missing }: ProbeResponse): MlflowState {
  return {
    shadow: typeof shadow === 'string' ? shadow : null,
    isGone: isGone === true,
    missing: Array.isArray(missing) ? missing.map(String) : [],
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
