import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, formatUri, printable } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** What can be wrong with the command line as a whole, and with the launcher itself. */
export const commandDiagnostics = defineDiagnostics(() => ({
  'missing-command': () =>
    `no command given: write it after the options, as in '${COMMAND_NAME} python train.py' (see '${COMMAND_NAME} --help')`,
  'reserved-command': ({ command }: { command: string }) =>
    `'${command}' is reserved for a later version: '${COMMAND_NAME} -- ${command}' runs a program of that name`,
  'no-tracking-server': ({ uri }: { uri: string }, origin: Origin) =>
    origin.kind === 'default'
      ? `nothing listens at ${uri}, the default tracking URI: start a server with '${COMMAND_NAME} server', or set MLFLOW_TRACKING_URI`
      : `nothing listens at ${formatUri(uri)} (${formatOrigin(origin)}): start the server there, or correct the address`,
  'stdout-write-failed': ({ reason }: { reason: string }) => `cannot write the output: ${printable(reason)}`,
  /** `reason`: never the error's own message, which could quote a value. `frames`: the innermost functions. */
  'internal-error': ({ reason, frames }: { reason: string; frames: readonly string[] }) =>
    `internal error (${[reason, ...frames].map(printable).join(' < ')}): please report it; WITH_MLFLOW_ENV_DEBUG=1 shows the stack`,
}))
