import { defineDiagnostics } from '../../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, printable, quoteValue } from '../../model/format.ts'
import type { Origin } from '../../model/origin.ts'

/** What can be wrong when a gate is opened. */
export const proxyDiagnostics = defineDiagnostics(() => ({
  'upstream-missing': () =>
    `name the MLflow server to protect, as in '${COMMAND_NAME} proxy --upstream http://127.0.0.1:5000' (see '${COMMAND_NAME} proxy --help')`,
  'tls-option-missing': ({ missing }: { readonly missing: string }, origin: Origin) =>
    `${formatOrigin(origin)} needs ${missing} too: a certificate and its key belong together`,
  'tls-unusable': ({ file, reason }: { readonly file: string; readonly reason: string }, origin: Origin) =>
    `${formatOrigin(origin)}: cannot use ${quoteValue(file)}: ${printable(reason)}`,
}))
