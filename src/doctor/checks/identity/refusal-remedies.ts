import type { Diagnostic } from '../../../model/diagnostic.ts'
import { formatFile, formatName, formatOrigin, quote, quoteValue } from '../../../model/format.ts'
import { nameOf, type Origin } from '../../../model/origin.ts'
import { quotePath } from '../quote-path.ts'

/** What the diagnostics below have, each some of it. */
interface Data {
  readonly missing: string
  readonly meant: string | null
  readonly nearer: string
  readonly display: string
  readonly reason: string
  readonly having: readonly Origin[]
  readonly empty: readonly Origin[]
  readonly token: Origin
  readonly id: Origin
  readonly keys: Origin
  readonly profile: Origin
}

type Remedy = (diagnostic: Diagnostic, data: Data) => string

/** The line or the command that mends a refusal, which a message describes for people who see it alone. */
const REMEDIES: Readonly<Record<string, Remedy>> = {
  'incomplete-credentials': (_, { missing, having }) => `write ${missing}=… ${nextTo(having)}`,
  'missing-session-token': ({ origin }) => `write MLFLOW_AWS_SESSION_TOKEN=… ${nextTo(origin ? [origin] : [])}`,
  'unexpected-session-token': (_, { token }) => `remove ${formatOrigin(token)}`,
  'conflicting-credentials': (_, { keys, profile }) => `remove ${formatOrigin(profile)}, or ${formatOrigin(keys)}`,
  'empty-credentials': (_, { empty }) =>
    `write the values: ${empty.map((origin) => `${nameOf(origin)}=… in ${formatFile(origin)}`).join(', ')}`,
  'swapped-keys': ({ origin }, { id }) =>
    origin ? `swap the values of ${formatOrigin(id)} and ${formatOrigin(origin)}` : '',
  'credentials-required': () =>
    'with-mlflow-env init, or write MLFLOW_AWS_ACCESS_KEY_ID=… and MLFLOW_AWS_SECRET_ACCESS_KEY=… into .env.mlflow',
  'misspelt-credentials': ({ origin }, { meant }) =>
    origin ? `rename ${formatOrigin(origin)} to ${formatName(meant ?? '')}` : '',
  'placeholder-value': ({ origin }) =>
    origin ? `write the real value: ${formatName(nameOf(origin))}=… in ${placeOf(origin)}, or remove it` : '',
  'invalid-value': ({ origin }, { meant }) =>
    origin && meant
      ? `${formatName(nameOf(origin))}=${quoteValue(meant).replace(/^'|'$/g, '')} in ${placeOf(origin)}`
      : '',
  'shadowed-credentials': ({ origin }, { nearer }) =>
    origin
      ? `move ${formatName(nameOf(origin))} and what belongs to it from ${formatFile(origin)} to ${quote(nearer)}`
      : '',
  'env-file-untrusted-owner': (_, { display }) =>
    `sudo chown "$(id -un)" ${quotePath(display)}, or name it: --env-file ${quotePath(display)}`,
  'env-file-unreadable': (_, { display, reason }) => remedyForUnreadable(display, reason),
  'env-file-missing': ({ origin }, { display }) =>
    `create ${quoteValue(display)}, or correct ${origin ? formatOrigin(origin) : 'its name'}`,
}

/** Empty if the message says it all. */
export function remedyForRefusal(diagnostic: Diagnostic): string {
  return REMEDIES[diagnostic.code]?.(diagnostic, Object(diagnostic.data)) ?? ''
}

function remedyForUnreadable(display: string, reason: string): string {
  const path = quotePath(display)
  if (reason === 'permission denied') return `sudo chown "$(id -un)" ${path} && chmod 600 ${path}`
  return reason.startsWith('the link ') ? `rm ${path}, or put the file back to which it leads` : ''
}

function nextTo(origins: readonly Origin[]): string {
  const [first] = origins
  if (!first) return 'in .env.mlflow'
  return `${first.kind === 'file' ? 'in' : 'into'} ${placeOf(first, false)}, next to ${formatName(nameOf(first))}`
}

const placeOf = (origin: Origin, hasLine = true) =>
  origin.kind === 'file' && hasLine ? `${formatFile(origin)}:${origin.line}` : formatFile(origin)
