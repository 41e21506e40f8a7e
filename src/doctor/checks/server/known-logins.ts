import { quoteValue } from '../../../model/format.ts'
import type { Environment } from '../../../model/source.ts'
import type { Login } from './responses.ts'

/** A login, and what people call it. */
export interface KnownLogin {
  readonly kind: 'netrc' | 'url' | 'basic' | 'file' | 'token'
  readonly shown: string
}

/** The logins that there are, the one that goes to the server first: requests lets each replace those after it. */
export function loginsOf({ netrc, inUrl, basic, fromFile, token }: Login, env: Environment): readonly KnownLogin[] {
  const basicLogin: KnownLogin = fromFile
    ? { kind: 'file', shown: 'the login of ~/.mlflow/credentials' }
    : { kind: 'basic', shown: 'MLFLOW_TRACKING_USERNAME with its password' }
  return [
    ...(netrc ? [{ kind: 'netrc', shown: `the login of ${netrcOf(env)}` } as const] : []),
    ...(inUrl ? [{ kind: 'url', shown: 'the login in the tracking URI' } as const] : []),
    ...(basic ? [basicLogin] : []),
    ...(token ? [{ kind: 'token', shown: 'MLFLOW_TRACKING_TOKEN' } as const] : []),
  ]
}

/** The file that requests reads. */
function netrcOf({ NETRC }: Environment): string {
  return NETRC ? quoteValue(NETRC) : '~/.netrc'
}

/** What ends the rivalry of two logins. */
export function outOfTheWay({ kind }: KnownLogin, replaced: KnownLogin | undefined, env: Environment): string {
  const purpose = replaced ? ` to use ${replaced.shown}` : ''
  switch (kind) {
    case 'netrc':
      return `remove the server's entry from ${netrcOf(env)}, or set NETRC=/dev/null,${purpose}`
    case 'url':
      return `remove the login from MLFLOW_TRACKING_URI${purpose}`
    case 'file':
      return `remove the login from ~/.mlflow/credentials${purpose}`
    default:
      return `remove MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD${purpose}`
  }
}
