import { isPlaceholder } from '../model/check-value.ts'
import { looksLikeKey } from '../model/looks-like-key.ts'
import type { SourceFile } from '../model/source.ts'
import { holdsPassword } from '../model/uri.ts'

/** Words of a name whose value opens something. */
const SECRET_NAME =
  /(?:^|_)(?:SECRET|SECRETS|TOKEN|PASSWORD|PASSWD|PASS|PWD|APIKEY|API_KEY|PRIVATE_KEY|ACCESS_KEY|SECRET_KEY|ENCRYPTION_KEY|SIGNING_KEY|CREDENTIALS|PAT)(?:_|$)/i
/** What such a name may end with if it is about a secret and has none. */
const NO_SECRET_NAME = /(?:_ID|_FILE|_PATH|_NAME|_ARN|_URL|_TTL|_EXPIRES|_EXPIRATION|_LENGTH|_LIMIT|_TYPE|_HEADER)$/i
const HARMLESS_VALUE = /^(?:|true|false|yes|no|on|off|none|null|\d{1,3})$/i

/** The variables of a file that hold a secret, in its order. */
export function findSecrets(file: SourceFile): string[] {
  return Array.from(file.entries)
    .filter(([name, { value }]) => isSecret(name, value))
    .map(([name]) => name)
}

function isSecret(name: string, value: string): boolean {
  // What is no name may be a part of a secret, which is not to be printed.
  if (!/^[A-Za-z_]\w{0,79}$/.test(name) || HARMLESS_VALUE.test(value) || isPlaceholder(value) || value.includes('${'))
    return false
  if (looksLikeKey(value)) return !isKeyId(value)
  return (SECRET_NAME.test(name) && !NO_SECRET_NAME.test(name)) || hasPassword(value)
}

/** It is in logs and URLs, and opens nothing without its secret. */
const isKeyId = (value: string) => /^A[KS]IA[A-Z0-9]+$/.test(value)

/** A URI with a login in it. */
const hasPassword = (value: string) => /^[a-z][\w+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i.test(value) && holdsPassword(value)
