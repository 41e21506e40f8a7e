// Accounts that can be told apart at a glance: every part of one carries its letter.
/** The variables of one source: the environment, or a file. */
export type Env = Readonly<Record<string, string>>

export interface Account {
  readonly id: string
  readonly secret: string
  readonly token: string | null
}

/** A pair of long-term keys. */
export function longTerm(letter: string): Account {
  return { id: `AKIA${letter.repeat(16)}`, secret: `secret-of-${letter}`, token: null }
}

/** Keys that work only with their token. network.py has the same accounts. */
export function temporary(letter: string): Account & { readonly token: string } {
  return { id: `ASIA${letter.repeat(16)}`, secret: `secret-of-${letter}`, token: `token-of-${letter}` }
}

/** The keys under the names of `AWS_*` or `MLFLOW_AWS_*`. */
export function variables({ id, secret, token }: Account, prefix: 'AWS_' | 'MLFLOW_AWS_'): Record<string, string> {
  return {
    [`${prefix}ACCESS_KEY_ID`]: id,
    [`${prefix}SECRET_ACCESS_KEY`]: secret,
    ...(token !== null && { [`${prefix}SESSION_TOKEN`]: token }),
  }
}

/** A section of `~/.aws/credentials`. */
export function section(name: string, { id, secret, token }: Account): string {
  const lines = [`aws_access_key_id = ${id}`, `aws_secret_access_key = ${secret}`]
  return `[${name}]\n${lines.join('\n')}\n${token === null ? '' : `aws_session_token = ${token}\n`}`
}
