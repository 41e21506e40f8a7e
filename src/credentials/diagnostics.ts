import { type Diagnostic, defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, list, quote, unique } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

const are = (origins: readonly Origin[]) => {
  const places = unique(origins.map(formatOrigin))
  return `${list(places)} ${places.length > 1 ? 'are' : 'is'}`
}

export const credentialsDiagnostics = defineDiagnostics({
  'incomplete-credentials': ({ missing, having, other = null }: IncompleteData) => {
    const reason = other ? ` (the one next to ${formatOrigin(other)} belongs to another key)` : ''
    const remedy = missing.startsWith('MLFLOW_')
      ? 'set it in the same place; it is never taken from AWS_*'
      : 'boto3 fails, or uses ~/.aws instead: set both or neither'
    return `${missing} is missing next to ${list(unique(having.map(formatOrigin)))}${reason}: ${remedy}`
  },
  'conflicting-credentials': ({ keys, profile }: { readonly keys: Origin; readonly profile: Origin }) =>
    `${formatOrigin(keys)} and ${formatOrigin(profile)} name two accounts: keep one of them`,
  'swapped-keys': ({ id }: { readonly id: Origin }, origin: Origin) =>
    `${formatOrigin(origin)} contains an access key id: is it swapped with ${formatOrigin(id)}?`,
  'missing-session-token': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is a temporary key (ASIA…), which works only with its session token: set MLFLOW_AWS_SESSION_TOKEN in the same place`,
  'unexpected-session-token': ({ token }: { readonly token: Origin }, origin: Origin) =>
    `${formatOrigin(origin)} is a long-term key (AKIA…), which has no session token: remove ${formatOrigin(token)}`,
  'empty-credentials': ({ empty }: { readonly empty: readonly Origin[] }) =>
    `${are(empty)} empty; refusing to fall back to the shell's credentials: set a value, or remove the name to use the shell's`,
  'empty-profile': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is empty, so the shell's credentials are used: set it, or remove it`,
  'shadowed-credentials': ({ nearer }: { readonly nearer: string }, origin: Origin) =>
    `${formatOrigin(origin)} is not read because ${quote(nearer)} is nearer; refusing to fall back to the shell's credentials: move the credentials there, or name the files with --env-file`,
  'credentials-required': ({ found, strict, hints }: RequiredData) => {
    const refused = found ? formatOrigin(found) : "boto3's own chain (a profile, a role)"
    const more = hints.map(({ message }) => `; ${message}`).join('')
    return `no project credentials, and ${formatOrigin(strict)} refuses ${refused}: set MLFLOW_AWS_ACCESS_KEY_ID and MLFLOW_AWS_SECRET_ACCESS_KEY, or MLFLOW_AWS_PROFILE${more}`
  },
  'credential-ignored': ({ owner }: { readonly owner: Origin }, origin: Origin) =>
    `ignoring ${formatOrigin(origin)}: using the credentials of ${formatOrigin(owner)}`,
  'shell-credentials-dropped': ({ dropped, owner }: { readonly dropped: readonly Origin[]; readonly owner: Origin }) =>
    `${are(dropped)} removed: the AWS credentials come from ${formatOrigin(owner)}, as one set`,
  'nested-account-mismatch': ({ outer, inner }: { readonly outer: string; readonly inner: string }) =>
    `running inside another ${COMMAND_NAME} (${quote(outer)}): using this project's own account (${quote(inner)}), and neither the region nor the endpoint of the outer one`,
  'stale-outer-credentials': ({ others }: { readonly others: readonly Origin[] }, origin: Origin) =>
    `${formatOrigin(origin)} was changed inside another ${COMMAND_NAME}: ${list(others.map(formatOrigin))} may still belong to the account of the outer one`,
  'profile-not-found': ({ profile }: { readonly profile: string }, origin: Origin) =>
    `${formatOrigin(origin)}: there is no profile ${quote(profile)} in ~/.aws/config or ~/.aws/credentials; boto3 will raise ProfileNotFound`,
  'no-project-credentials': ({ hint }: { readonly hint: string }) =>
    `found no project credentials, so the shell's are used: ${hint}`,
  'default-endpoint': () =>
    'with --keep-aws-config, the endpoint of [default] in ~/.aws/config applies to the project too: set MLFLOW_S3_ENDPOINT_URL to name another one',
})

interface IncompleteData {
  readonly missing: string
  readonly having: readonly Origin[]
  /** The key id that the nearest secret belongs to, if it is another one. */
  readonly other?: Origin | null
}

interface RequiredData {
  /** What the shell's credentials were found by; null if boto3 looks for them by itself. */
  readonly found: Origin | null
  readonly strict: Origin
  readonly hints: readonly Diagnostic[]
}
