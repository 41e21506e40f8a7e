import type { LifecycleFailure, LifecycleWarning } from '../mlflow/lifecycle.ts'
import {
  COMMAND_NAME,
  DEFAULT_DATABASE,
  formatName,
  formatOrigin,
  formatSetting,
  formatUri,
  list,
  printable,
  quote,
} from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** Words what went wrong with a server at its start and after it. */
export function lifecycleFailureText(failure: LifecycleFailure): string {
  switch (failure.code) {
    case 'database-refused':
      return `${formatOrigin(failure.origin)}: the database refuses the connection: ${printable(failure.reason)}`
    case 'database-unreachable':
      return `${formatOrigin(failure.origin)}: the database does not answer: ${printable(failure.reason)}`
    case 'database-unmigrated':
      return `${backend(failure)}: the database has the schema ${formatName(failure.version)}, MLflow needs ${formatName(failure.expected)}: make a backup, then '${printable(failure.python)} -m mlflow db upgrade ${formatUri(failure.uri)}'${/@/.test(failure.uri) ? ' with user and password in it' : ''}`
    case 'database-half-made':
      return `${backend(failure)}: the database was left half made by a start that was cut short, and holds nothing: delete ${quote(failure.display)} and start again`
    case 'database-newer':
      return `${backend(failure)}: the database has the schema ${formatName(failure.version)} of a newer MLflow than this one: install that version, or one above it`
    case 'bucket-missing':
      return `${formatOrigin(failure.origin)}: there is no bucket ${quote(failure.bucket)}: make it, or correct the name or the endpoint`
    case 'bucket-refused':
      return `${formatOrigin(failure.origin)}: the store refuses this account the bucket ${quote(failure.bucket)} (${printable(failure.reason)}): see '${COMMAND_NAME} config' for whose credentials these are${REFUSALS[failure.reason] ?? ''}`
  }
}

export function lifecycleWarningText(warning: LifecycleWarning): string {
  switch (warning.code) {
    case 'database-silent':
      return `${formatOrigin(warning.origin)}: the database does not answer yet: ${printable(warning.reason)}; it is asked again`
    case 'bucket-silent':
      return `${formatOrigin(warning.origin)}: the store of the bucket ${quote(warning.bucket)} does not answer (${printable(warning.reason)}): artifacts fail until it does`
    case 'bucket-closed':
      return `${formatOrigin(warning.origin)}: the server itself cannot read the bucket ${quote(warning.bucket)} (${printable(warning.reason)}): its pages show no artifacts`
    case 'experiments-elsewhere': {
      const { names, count, direct } = warning
      const more = count > names.length ? [`${count - names.length} more`] : []
      const who = `${count === 1 ? 'the experiment' : 'the experiments'} ${list([...names.map(quote), ...more])}`
      const keeps = `${who} ${count === 1 ? 'keeps its' : 'keep their'} old artifact location`
      return direct
        ? `${keeps}: through the server, not directly`
        : `${keeps}: clients reach it directly and need their own credentials; new experiments go through the server`
    }
  }
}

/** What a store's reasons mean. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const REFUSALS: Readonly<Record<string, string>> = {
  AccessDenied:
    '; where they may use it but not list it, go on with --no-bucket-check (WITH_MLFLOW_ENV_BUCKET_CHECK=0)',
  SignatureDoesNotMatch: '; the secret does not belong to the key id',
  InvalidAccessKeyId: '; the store does not know the key id',
  ExpiredToken: '; the temporary keys have expired',
}

function backend({ origin }: { readonly origin: Origin }): string {
  return formatSetting(origin, DEFAULT_DATABASE)
}
