import type { Diagnostic } from '../model/diagnostic.ts'
import { findEnvironment } from '../model/source.ts'
import type { Credentials } from './credentials.ts'
import { credentialsDiagnostics } from './diagnostics.ts'
import { isProjectTag, outerTag, ownTag } from './identity-tag.ts'
import type { CredentialsProvider, InputVariable, ProviderInput } from './provider.ts'
import { PROVIDERS } from './providers/index.ts'

/** Every mode that a provider of the list can return. */
export type CredentialsMode = NonNullable<ReturnType<(typeof PROVIDERS)[number]['find']>>['credentials']['mode']

export interface ResolvedCredentials<Mode extends string = CredentialsMode> {
  readonly credentials: Credentials<Mode>
  readonly warnings: readonly Diagnostic[]
  /** True if the project named none, so that they are the shell's: `checkFallBack` says whether that is allowed. */
  readonly fellBack: boolean
}

/** The variables by which a project names credentials. */
export const CREDENTIAL_VARIABLES = PROVIDERS.flatMap(({ inputs }): readonly InputVariable[] => inputs)

/**
 * Decides whose account a command gets. The providers are asked in their order: one without anything to offer is passed
 * over, one whose credentials are broken ends the search. One complete set of one provider's making, never topped up.
 *
 * @throws {LauncherError} incomplete-credentials, conflicting-credentials, invalid-value, placeholder-value,
 *   swapped-keys, missing-session-token, unexpected-session-token
 */
export function resolveCredentials(input: ProviderInput): ResolvedCredentials {
  return askProviders(PROVIDERS, input)
}

/** The first answer of a list of providers. @throws {LauncherError} what a provider throws */
export function askProviders<Mode extends string>(
  providers: readonly CredentialsProvider<Mode>[],
  input: ProviderInput,
): ResolvedCredentials<Mode> {
  for (const provider of providers) {
    // With --keep-aws the project's credentials play no part in what the command may do.
    if (input.keepAws && !provider.isFallBack) continue
    const provided = provider.find(input)
    if (!provided) continue
    const { credentials, warnings } = provided
    return {
      credentials,
      warnings: [...warnings, ...compareToOuter(credentials, input)],
      fellBack: provider.isFallBack,
    }
  }
  throw new TypeError('the last provider always has credentials')
}

/** An outer launcher chose one account, this project names another: legitimate, but worth a warning. */
function compareToOuter(credentials: Credentials, { sources }: ProviderInput): Diagnostic[] {
  const outer = outerTag(findEnvironment(sources))
  const inner = ownTag(credentials)
  if (inner === null || inner === outer || !isProjectTag(outer)) return []
  return [credentialsDiagnostics.warning('nested-account-mismatch', null, { outer, inner })]
}
