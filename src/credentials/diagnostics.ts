import { type Diagnostic, defineDiagnostics } from '../model/diagnostic.ts'
import {
  COMMAND_NAME,
  formatOrigin,
  formatProfile,
  list,
  printable,
  quote,
  quoteProfile,
  quoteValue,
  unique,
} from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

const are = (origins: readonly Origin[]) => {
  const places = unique(origins.map(formatOrigin))
  return `${list(places)} ${places.length > 1 ? 'are' : 'is'}`
}

export const credentialsDiagnostics = defineDiagnostics(() => ({
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
  'misspelt-credentials': ({ meant }: { readonly meant: string }, origin: Origin) =>
    `${formatOrigin(origin)} is not a name that ${COMMAND_NAME} reads, so the project's credentials are missing: did you mean ${meant}?`,
  'unread-keys': ({ meant }: { readonly meant: string }, origin: Origin) =>
    `${formatOrigin(origin)} is not a name that boto3 reads: did you mean ${meant}?`,
  'unsupported-credentials': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is not supported, and the command would run as someone else: put the setting (role_arn, credential_process, …) into a profile of ~/.aws/config, and name the profile in MLFLOW_AWS_PROFILE`,
  'credentials-required': ({ found, strict, allowed, hints }: RequiredData) => {
    const refused = found ? formatOrigin(found) : "boto3's own chain (a profile, a role)"
    const agreed = allowed ? `, whatever ${formatOrigin(allowed)} says` : ''
    const more = hints.map(({ message }) => `; ${message}`).join('')
    return `no project credentials, and ${formatOrigin(strict)} refuses ${refused}${agreed}: set MLFLOW_AWS_ACCESS_KEY_ID and MLFLOW_AWS_SECRET_ACCESS_KEY, or MLFLOW_AWS_PROFILE${more}`
  },
  'credential-ignored': ({ owner }: { readonly owner: Origin }, origin: Origin) =>
    `ignoring ${formatOrigin(origin)}: using the credentials of ${formatOrigin(owner)}`,
  'shell-credentials-dropped': ({ dropped, owner }: { readonly dropped: readonly Origin[]; readonly owner: Origin }) =>
    `${are(dropped)} removed: the AWS credentials come from ${formatOrigin(owner)}, as one set`,
  'nested-account-mismatch': ({ outer, inner }: { readonly outer: string; readonly inner: string }) =>
    `running inside another ${COMMAND_NAME} (${quote(outer)}): using this project's own account (${quote(inner)}), and no region, endpoint, tracking URI or other setting of the outer project`,
  'outer-credentials-used': ({ outer }: { readonly outer: string }, origin: Origin) =>
    `${formatOrigin(origin)} needs credentials and this project names none, so those of the project outside are used (${quote(outer)}): name this project's own, or agree with --allow-fallback`,
  'stale-outer-credentials': ({ others }: { readonly others: readonly Origin[] }, origin: Origin) =>
    `${formatOrigin(origin)} was changed inside another ${COMMAND_NAME}: ${list(others.map(formatOrigin))} may still belong to the account of the outer one`,
  'aws-endpoint-in-file': ({ used }: { readonly used: boolean }, origin: Origin) =>
    used
      ? `${formatOrigin(origin)} is used as the endpoint for S3 only: name it MLFLOW_S3_ENDPOINT_URL`
      : `${formatOrigin(origin)} is not used as the project's endpoint for S3, because the file names another account's credentials too: set MLFLOW_S3_ENDPOINT_URL if it is`,
  'profile-needs-environment': ({ profile }: { readonly profile: string }, origin: Origin) =>
    `${formatOrigin(origin)}: the profile ${quoteProfile(profile)} takes its keys from the environment (credential_source = Environment), where the command has none, so boto3 will fail: use source_profile instead`,
  'profile-without-credentials': ({ profile }: { readonly profile: string }, origin: Origin) =>
    `${formatOrigin(origin)}: the profile ${quoteProfile(profile)} has no credentials of any kind (keys, role_arn, sso_account_id, credential_process), so boto3 will use the role of this machine or fail: add them with 'aws configure', or name another profile`,
  'aws-config-unparsable': ({ files }: { readonly files: readonly string[] }, origin: Origin) =>
    `${formatOrigin(origin)} needs the AWS ${list(files)} file, which boto3 cannot parse (ConfigParseError): look for a line without '=', a line before the first [section], or a section or a setting that is there twice`,
  'profile-without-prefix': ({ profile }: { readonly profile: string }, origin: Origin) =>
    `${formatOrigin(origin)}: [${formatProfile(profile)}] in ~/.aws/config must be written [profile ${formatProfile(profile)}]; boto3 will raise ProfileNotFound`,
  'profile-with-prefix': ({ profile }: { readonly profile: string }, origin: Origin) =>
    `${formatOrigin(origin)}: the profile is called ${quoteProfile(profile)}: leave out the word 'profile', which belongs to ~/.aws/config only`,
  'profile-not-found': ({ profile }: { readonly profile: string }, origin: Origin) =>
    `${formatOrigin(origin)}: there is no profile ${quoteProfile(profile)} in ~/.aws/config or ~/.aws/credentials; boto3 will raise ProfileNotFound`,
  'no-project-credentials': (data: FallBackData) => {
    const files = describeSearch(data.searched)
    const why = {
      'no project': () => `found no project (${files}, and no variable that names one)`,
      hint: () => `found no project credentials (${files})`,
      store: (store: Origin) => `${formatOrigin(store)} needs AWS credentials and the project names none (${files})`,
    }
    const { reason } = data
    const cause = typeof reason === 'string' ? why[reason]() : why.store(reason)
    const more = data.hints.map((hint) => `; ${hint}`).join('')
    return `${cause}, so the shell's credentials are used: ${describeShells(data)}; --strict refuses them, --allow-fallback agrees to them, and '${COMMAND_NAME} doctor' shows what is missing${more}`
  },
  'file-credentials-unused': ({ used, meant }: { readonly used: Origin; readonly meant: string }, origin: Origin) =>
    `${formatOrigin(origin)} is not used, because ${formatOrigin(used)} comes before it: if it is the project's, rename it to ${meant}${meant === 'MLFLOW_AWS_ACCESS_KEY_ID' ? ' and its secret to MLFLOW_AWS_SECRET_ACCESS_KEY' : ''}, or use --override`,
  'file-replaced': ({ pairs }: { readonly pairs: readonly { readonly used: Origin; readonly replaced: Origin }[] }) => {
    const each = pairs.map(({ used, replaced }) => `${formatOrigin(used)} is used and not ${formatOrigin(replaced)}`)
    return `${list(each)}: unset it, or use --override, if the file is right`
  },
  'stale-credentials': ({ other }: { readonly other: Origin }, origin: Origin) =>
    `${formatOrigin(origin)} and ${formatOrigin(other)} differ for the same key id, so one of them is out of date; the first one is used: ${origin.kind === 'environment' ? 'unset it, or use --override' : 'remove the wrong one'}`,
  'endpoint-with-path': ({ path }: { readonly path: string }, origin: Origin) =>
    `${formatOrigin(origin)} has the path ${quoteValue(path)}, and boto3 writes the bucket's name after it: if the path is the bucket, remove it, and name the bucket in the artifact root`,
  'default-endpoint': () =>
    'with --keep-aws-config, the endpoint of [default] in ~/.aws/config applies to the project too: set MLFLOW_S3_ENDPOINT_URL to name another one',
}))

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
  /** Where `--allow-fallback` comes from, which does not count then. */
  readonly allowed: Origin | null
  readonly hints: readonly Diagnostic[]
}

/** Why it is worth a warning that the shell's credentials are used; an origin: that of the store that needs some. */
export type Reason = 'no project' | 'hint' | Origin

/** The files that may have named credentials. */
export interface SearchedFiles {
  /** Those that were read, as a person in the working directory would write them. */
  readonly read: readonly string[]
  /** Names that the search has not found. */
  readonly missing: readonly string[]
  /** The first and the last directory of the search; null if there was none. */
  readonly range: { readonly from: string; readonly to: string } | null
}

interface FallBackData {
  readonly reason: Reason
  /** The end of the key id. */
  readonly suffix: string | null
  readonly profile: string | null
  /** What the shell's credentials were found by; null if boto3 looks for them by itself. */
  readonly found: Origin | null
  /** False if boto3 decides. */
  readonly isKnown: boolean
  readonly searched: SearchedFiles
  readonly hints: readonly string[]
}

function describeSearch({ read, missing, range }: SearchedFiles): string {
  const looked = read.length > 0 ? [`looked in ${list(read.map(quote))}`] : []
  if (range === null) return looked[0] ?? 'no file was read'
  const where =
    range.from === range.to ? `in ${quote(range.from)}` : `from ${quote(range.from)} up to ${quote(range.to)}`
  const absent = missing.length > 0 ? [`no ${list(missing, 'or')} ${where}`] : []
  return [...looked, ...absent].join(', ')
}

function describeShells({ suffix, profile, found, isKnown }: FallBackData): string {
  const from = found ? ` (${formatOrigin(found)})` : ''
  if (suffix !== null) return `key …${printable(suffix)}${from}`
  if (isKnown) return 'an incomplete set of AWS_* keys'
  return profile === null
    ? 'those that boto3 finds by itself (~/.aws or a role)'
    : `profile ${quoteProfile(profile)}${from}`
}
