import type { ServerWarning } from '../mlflow/warning.ts'
import { formatOrigin, list, printable } from '../model/format.ts'
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
  }
}

/** Names alone: a value may be a secret. */
export function serverVariablesText(origins: readonly Origin[]): string {
  return `MLflow's server is also configured by ${list(origins.map(formatOrigin))}`
}
