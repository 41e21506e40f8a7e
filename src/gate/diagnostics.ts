import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, printable, quoteValue } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** What can be wrong with the settings of a gate. */
export const gateDiagnostics = defineDiagnostics(() => ({
  'tls-option-missing': ({ missing }: { readonly missing: string }, origin: Origin) =>
    `${formatOrigin(origin)} needs ${missing} too: a certificate and its key belong together`,
  'tls-unusable': ({ file, reason }: { readonly file: string; readonly reason: string }, origin: Origin) =>
    `${formatOrigin(origin)}: cannot use ${quoteValue(file)}: ${printable(reason)}`,
}))
