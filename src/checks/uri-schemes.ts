import { findUnknownSchemes } from '../mlflow/known-schemes.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, list, printable, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import type { CheckAt } from './check.ts'

interface SchemeData {
  readonly scheme: string
  /** The scheme that was probably meant. */
  readonly suggestion: string | null
  /** MLflow's and the plugins'. */
  readonly known: readonly string[]
}

export const diagnostics = defineDiagnostics(() => ({
  'unknown-uri-scheme': ({ scheme, suggestion, known }: SchemeData, origin: Origin) => {
    const meant = suggestion ? `: did you mean ${suggestion}?` : ''
    return `${formatOrigin(origin)}: neither MLflow nor an installed plugin knows the scheme ${quote(scheme)}${meant || ':'} they know ${list(known.map(printable))}`
  },
}))

/** A plugin next to MLflow can bring a scheme, so this needs its Python. */
export const uriSchemes: CheckAt<'python'> = {
  name: 'uri-schemes',
  stage: 'python',
  diagnostics,
  run: ({ settings, installation }) =>
    findUnknownSchemes(settings, installation.plugins).map(({ uri, ...data }) =>
      diagnostics.error('unknown-uri-scheme', uri.origin, data),
    ),
}
