import type { ServerWarning } from '../mlflow/warning.ts'
import {
  DEFAULT_ARTIFACTS,
  DEFAULT_DATABASE,
  formatOrigin,
  formatSetting,
  list,
  printable,
  quote,
} from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** Words a warning about the server's settings. Never a value of a secret. */
export function serverWarningText(warning: ServerWarning): string {
  switch (warning.code) {
    case 'alias-differs':
      return `${formatOrigin(warning.used)} and ${formatOrigin(warning.other)} differ, and the first is used: remove one of them`
    case 'password-on-command-line': {
      const instead = warning.variable ? `put it into ${warning.variable}` : 'put it into the environment'
      return `${printable(warning.option)} holds a password, which every user of this machine can read there: ${instead}`
    }
    case 'artifacts-read-only':
      return `${formatSetting(warning.origin, DEFAULT_ARTIFACTS)}: ${quote(warning.display)} may not be written: every upload will fail`
    case 'database-read-only':
      return `${formatSetting(warning.origin, DEFAULT_DATABASE)}: ${quote(warning.display)} or its folder may not be written: nothing can be logged`
    case 'scheme-unchecked':
      return `${formatOrigin(warning.origin)}: ${quote(warning.scheme)} is none of MLflow's own schemes; whether a plugin knows it is found out at the start`
  }
}

/** Names alone: a value may be a secret. */
export function serverVariablesText(origins: readonly Origin[]): string {
  return `MLflow's server is also configured by ${list(origins.map(formatOrigin))}`
}

export function newDatabaseText(display: string, other: string | null): string {
  const remedy = other
    ? `: the project has one at ${quote(other)}, so start there, or name it with --backend-store-uri`
    : ''
  return `a new database is made, ${quote(display)}${remedy}`
}
