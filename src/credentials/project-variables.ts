import type { Sourced } from '../model/origin.ts'
import { findIn, type Source } from '../model/source.ts'

export const ACCESS_KEY_ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
export const SECRET_ACCESS_KEY = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
export const SESSION_TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'
export const PROFILE = 'MLFLOW_AWS_PROFILE'
export const DEFAULT_REGION = 'MLFLOW_AWS_DEFAULT_REGION'

/** What one source has of the project's credentials. */
export interface ProjectParts {
  readonly id: Sourced | undefined
  readonly secret: Sourced | undefined
  readonly token: Sourced | undefined
  readonly profile: Sourced | undefined
}

export interface ProjectVariables {
  /** By source, the highest first. */
  readonly parts: readonly ProjectParts[]
  /** The highest source with a key id, which owns the set; -1 if none has one. */
  readonly owner: number
  /** Whether keys, complete or not, or a profile are in the higher source. In the same source the profile counts. */
  readonly winner: 'keys' | 'profile' | null
  /** The highest source with a profile; -1 if none has one. */
  readonly profileAt: number
}

/** Finds the sources with the project's credentials. Without a key id, the highest secret or token counts for the keys. */
export function locateProjectVariables(sources: readonly Source[]): ProjectVariables {
  const parts = sources.map(readParts)
  const owner = parts.findIndex(({ id }) => id)
  const keysAt = owner !== -1 ? owner : parts.findIndex(({ secret, token }) => secret ?? token)
  const profileAt = parts.findIndex(({ profile }) => profile)
  const hasKeys = keysAt !== -1 && (profileAt === -1 || keysAt < profileAt)
  return { parts, owner, profileAt, winner: hasKeys ? 'keys' : profileAt !== -1 ? 'profile' : null }
}

function readParts(source: Source): ProjectParts {
  return {
    id: findIn(source, ACCESS_KEY_ID),
    secret: findIn(source, SECRET_ACCESS_KEY),
    token: findIn(source, SESSION_TOKEN),
    profile: findIn(source, PROFILE),
  }
}
