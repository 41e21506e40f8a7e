import { refuse } from '../failure.ts'
import { checkUri } from '../identity/checks.ts'
import type { Sourced } from '../origin.ts'
import { schemeOf } from './uri.ts'

/**
 * Checks the URI of a store of runs or models. No message repeats it: it may hold a password.
 *
 * @throws {Refusal} for a text that is no URI, for a SQLite one that SQLAlchemy cannot read, and for what SQLAlchemy and
 * a driver would take apart in different ways
 */
export function checkBackend(backend: Sourced): Sourced {
  checkUri(backend)
  const { value, origin } = backend
  if (schemeOf(value) === '' && (value.includes('@') || /\.(?:db|sqlite3?)$/i.test(value))) {
    const expected = "a database's URI, as sqlite:///mlflow.db or postgresql://user:password@host/database"
    refuse({ code: 'option-value', origin, expected })
  }
  // Three slashes and a path. In memory every worker would have a database of its own.
  if (/^sqlite(?:\+|:)/i.test(value) && !/^sqlite(?:\+\w+)?:\/\/\/(?!:memory:|\?|$)/i.test(value)) {
    refuse({
      code: 'option-value',
      origin,
      expected: 'a file of SQLite, as sqlite:///mlflow.db, or with four slashes for an absolute path',
    })
  }
  // Behind an '@' that is not encoded, the drivers take the rest of the password for the host, and name it in errors.
  const [, user = '', host = ''] = /^[^:]+:\/\/(?:([^?]*)@)?([^/?]*)/.exec(value) ?? []
  if (user.slice(user.indexOf(':') + 1).includes('@')) {
    refuse({ code: 'option-value', origin, expected: "a password that is percent-encoded, '%40' for '@'" })
  }
  if (/^(?:\[[^\]]*\]|[^:[]*):(?!\d*$)/.test(host)) {
    refuse({ code: 'option-value', origin, expected: 'a number for the port, and a password that is percent-encoded' })
  }
  if (schemeOf(value).split('+').length > 2) {
    refuse({ code: 'option-value', origin, expected: 'a database and one driver, as postgresql+psycopg://…' })
  }
  return backend
}
