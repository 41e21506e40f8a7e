import type { Statement } from './statement.ts'
import { looksLikePiece } from './wrapped-values.ts'

/** What a file is that has no variables: the words of its message are in `diagnostics.ts`. */
export type ForeignFormat =
  | 'ansible-vault'
  | 'age'
  | 'pgp'
  | 'git-crypt'
  | 'git-lfs'
  | 'sops'
  | 'openssl'
  | 'dotenv-vault'
  | 'jwe'
  | 'pem'
  | 'compressed'
  | 'json'
  | 'rtf'
  | 'markup'
  | 'yaml'
  | 'powershell'
  | 'batch'
  | 'binary'
  | 'unknown'

/**
 * By a file's beginning, one character a byte. The order counts: the more specific comes first. Most are formats in which
 * teams keep a `.env` in a repository. A function, so that a file with variables costs no expressions.
 */
const beginnings = (): readonly (readonly [RegExp, ForeignFormat])[] => [
  [/^\s*\$ANSIBLE_VAULT;/, 'ansible-vault'],
  [/^age-encryption\.org\/v1|^\s*-----BEGIN AGE ENCRYPTED FILE-----/, 'age'],
  [/^\s*-----BEGIN PGP /, 'pgp'],
  // RFC 9580: a session key encrypted for a public key (version 3 or 6), or with a passphrase (version 4 to 6).
  [/^(?:[\x84\xc1].{1,2}[\x03\x06]|\x85..\x03|[\x8c\xc3].{1,2}[\x04-\x06])/s, 'pgp'],
  [/^\0GITCRYPT\0/, 'git-crypt'],
  [/^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com)\/spec\//, 'git-lfs'],
  [/ENC\[(?:AES256_GCM|PKCS7),|^\s*"?sops"?\s*:/m, 'sops'],
  [/^Salted__|^\s*U2FsdGVkX1/, 'openssl'],
  [/^\s*eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+\s*$/, 'jwe'],
  [/^\s*-----BEGIN /, 'pem'],
  [/^(?:\x1f\x8b|PK\x03\x04|\xfd7zXZ\0|\x28\xb5\x2f\xfd|BZh\d|7z\xbc\xaf)/, 'compressed'],
  [/^\s*\{\\rtf/, 'rtf'],
  [/^\s*(?:\{\s*["}]|\[\s*[{"\]])/, 'json'],
  [/^\s*<(?:[!?]|[a-z][\w:-]*[\s>])/i, 'markup'],
  [/^\s*\$env:\w+\s*=/im, 'powershell'],
  [/^\s*@?set\s+"?\w+=/im, 'batch'],
  [/^---\s*$|^[A-Za-z_][\w.-]*:(?: |\s*$)|^\s*- /m, 'yaml'],
]

/** Those that are certain whatever Python makes of some of their lines. The others are so only without a variable. */
const CERTAIN: ReadonlySet<ForeignFormat> = new Set(['ansible-vault', 'age', 'pgp', 'git-crypt', 'git-lfs', 'openssl'])

/** Whether nobody can read the file without a key: no line of it says anything. */
export function isEncrypted(format: ForeignFormat): boolean {
  return CERTAIN.has(format) || format === 'sops' || format === 'dotenv-vault' || format === 'jwe'
}

/** Whether a file of the format may hold bytes that are no text. */
export function isEncoded(format: ForeignFormat): boolean {
  return CERTAIN.has(format) || format === 'compressed'
}

/** So many characters of a file are looked at. */
export const HEAD_LENGTH = 2048

/** The format that a file begins with. @param head its beginning, one character a byte */
export function recognizeFormat(head: string): ForeignFormat | null {
  return beginnings().find(([expression]) => expression.test(head))?.[1] ?? null
}

/**
 * What a file is that has lines, but no variable: null for an ordinary one, for one without lines, and for one that only
 * lists names, as python-dotenv allows.
 */
export function findForeignFormat(text: string, statements: readonly Statement[]): ForeignFormat | null {
  let variables = 0
  let encrypted = 0
  const isSops = isSopsYaml(text)
  for (const statement of statements) {
    if (!isVariable(statement) || (isSops && statement.dropped)) continue
    if (statement.name?.startsWith('DOTENV_VAULT')) encrypted++
    else variables++
    // Of a text in base64, at most one line looks so.
    if (variables > 1) return null
  }
  if (encrypted > 0) return variables === 0 ? 'dotenv-vault' : null
  if (statements.every(({ name, dropped }) => name === null && !dropped)) return null
  if (isSops && variables === 0) return 'sops'
  const format = recognizeFormat(text.slice(0, HEAD_LENGTH).replace(/^\ufeff/, ''))
  if (format !== null && CERTAIN.has(format)) return format
  if (variables > 0) return null
  // Names alone set nothing, and python-dotenv allows them.
  return format ?? (statements.some((one) => one.dropped || looksLikePiece(one)) ? 'unknown' : null)
}

/** YAML that sops made from lines such as `NAME: value`; what it adds to them is at the end of the file. */
function isSopsYaml(text: string): boolean {
  if (!text.includes('sops:') && !text.includes('ENC[AES256_GCM,')) return false
  return /^sops:[ \t]*\r?$|^[ \t-]*[^\s=#:]+:[ \t]+["']?ENC\[AES256_GCM,/m.test(text)
}

/** A variable, also one that Python drops: a broken line is reported as such. */
function isVariable(statement: Statement): boolean {
  const { name, value, text, dropped } = statement
  if (dropped)
    return /^(?:export\s+)?['"]?[A-Za-z_][\w.-]*['"]?\s*=|^(?:export\s+)?['"]?[A-Z_][A-Z0-9_]*['"]?\s*:\s/.test(text)
  return name !== null && value !== null && !'"{[<$@-'.includes(name.charAt(0)) && !looksLikePiece(statement)
}
