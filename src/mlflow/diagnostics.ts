import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, list } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** What a person should know about where the server's settings come from. */
export const mlflowDiagnostics = defineDiagnostics({
  'alias-differs': ({ other }: { readonly other: Origin }, origin: Origin) =>
    `${formatOrigin(origin)} and ${formatOrigin(other)} differ, and the first is used: remove one of them`,
  /** The names alone: a value may be a secret. */
  'other-server-variables': ({ origins }: { readonly origins: readonly Origin[] }) =>
    `MLflow's server is also configured by ${list(origins.map(formatOrigin))}`,
})
