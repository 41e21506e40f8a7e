import { findIn, type Source } from '../model/source.ts'
import { type Credentials, isProjectOwned, suffixOf } from './credentials.ts'

/**
 * The variable by which a launcher tells another one inside what it chose: `project:WXYZ` with the last four characters
 * of the key id, `profile:NAME`, `global:WXYZ` or `ambient:`. It contains no secret.
 */
export const IDENTITY_VARIABLE = 'WITH_MLFLOW_ENV'

/**
 * The variable that tells a launcher inside which tracking URI nobody has named: the server that the outer launcher found, or
 * the address that it derived from the settings of its own project.
 */
export const FOUND_VARIABLE = 'WITH_MLFLOW_ENV_FOUND_URI'

export function keysTag(accessKeyId: string): string {
  return `project:${suffixOf(accessKeyId)}`
}

export function profileTag(profile: string): string {
  return `profile:${profile}`
}

/** The tag that an outer launcher left; empty if there is none. A file cannot set it. */
export function outerTag(environment: Source | undefined): string {
  return (environment && findIn(environment, IDENTITY_VARIABLE)?.value) ?? ''
}

/** Whether a tag is that of an account that a project named: of every provider but the shell's. */
export function isProjectTag(tag: string): boolean {
  return tag !== '' && /^(?!global:|ambient:)[a-z-]+:/.test(tag)
}

/** This launcher's tag if its own project names an account, not if that was passed on or found; otherwise null. */
export function ownTag(credentials: Credentials): string | null {
  return isProjectOwned(credentials) && !credentials.nested ? credentials.tag : null
}
