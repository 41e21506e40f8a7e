import type { Problem } from './diagnostics.ts'
import { findEncodedUri, findWrongUri } from './uri-shape.ts'

/** What a value is for: it decides what it cannot be. */
export type ValueKind = 'key' | 'name' | 'uri'

/** Ciphertext of the characters that an ordinary key has. How it begins is asked first: an id of AWS begins with an A too. */
const LOOKALIKE_BEGINNINGS = ['age1', 'AGE-', 'U2Fs', 'AQIC', 'gAAA']
const looksEncrypted = (text: string) =>
  /^(?:age1[0-9a-z]{50,}|AGE-SECRET-KEY-1|U2FsdGVkX1|AQICAH[A-Za-z0-9+/]{60,}|gAAAAA[\w-]{60,})/.test(text)

/** Schemes of secret managers, whose references a command of theirs replaces before it starts another one. */
const MANAGERS =
  'op|vault|hcvault|bao|openbao|ref\\+[a-z0-9]+|secretref\\+[a-z0-9]+|aws-?sm|aws-?ssm|aws-?ps|aws-?secrets?|aws-?secrets?-?manager|ssm|secretsmanager|sm|gcp-?sm|gcp-?secrets?|gsm|akv|azkv|azure-?key-?vault|key-?vault|bws|bw|bitwarden|doppler|infisical|keyring|keychain|conjur|keeper|pass|gopass|protonpass|lastpass|lpass|dl|sops|chamber|credstash|akeyless|phase|kms|secrets?'
const isReference = (text: string) => new RegExp(`^(?:>>)?(?:${MANAGERS})://`).test(text)
/** Those that are written without slashes; a password that begins with `pass:` is a password. */
const isShortReference = (text: string) =>
  /^(?:>>)?(?:vault|bao|ssm|secretsmanager|aws-?sm|aws-?ssm|aws-?ps|gcp-?sm|akv|azkv|key-?vault|keyring|keychain|infisical|doppler|bws|conjur|kms|op):[\w/!-]/.test(
    text,
  )
const isOtherReference = (text: string) =>
  /^(?:arn:aws[\w-]*:(?:secretsmanager|ssm|kms):|projects\/[^/]+\/secrets\/|@microsoft\.keyvault\(|!(?:var|sops|secret|ref|env)\b|\{\{\s*resolve:)/.test(
    text,
  )
const isSecretFile = (text: string) => /^(?:file:|(?:\/var)?\/run\/secrets\/|\/etc\/secrets\/)/.test(text)

const isCiphertext = (text: string) =>
  /^(?:encrypted:|ENC[[(]|ENCRYPTED\[|\{cipher\}|\{aes\}|!vault\b|!encrypted|\$ANSIBLE_VAULT;|-----BEGIN (?:PGP|PKCS7|CMS|AGE|ENCRYPTED|NACL)\b|age-encryption\.org|vault:v\d+:|secure:|sops:)/.test(
    text,
  )

/** A whole value that a shell, a CI system or a template engine would have replaced. */
const unreplacedForms = () => [
  /^\$?\{[{%].*[%}]\}$/s,
  /^\$\{.*\}$/s,
  /^\$\(.*\)$/s,
  /^\$\[.*\]$/s,
  /^`.*`$/s,
  /^\$(?:[A-Z_][A-Z0-9_]*|[a-z]\w*_\w*)$/,
  /^\$[Ee]nv:\w+$/,
  /^%[A-Za-z_]\w*%$/,
  /^%[{(].*[})]s?$/s,
  /^#\{.*\}#?$/s,
  /^__[A-Z][A-Z0-9_]*__$/,
  /^@@?[A-Z_][A-Z0-9_]*@@?$/,
  /^\[\[.*\]\]$/s,
  /^\(\(.*\)\)$/s,
]

/**
 * Why a value cannot be meant as it is: something on its way should have changed it, and did not. Only certain forms: stores
 * other than AWS have keys of any characters, and a password may contain a `$`.
 */
export function findWrongShape(value: string, kind: ValueKind): Problem | null {
  // Nearly every value. The expressions below take longer to compile than everything else here.
  if (isOrdinary(value, false)) return findUnmarked(value, kind)
  if (kind === 'uri' && isOrdinaryUri(value)) return null
  if (isQuoted(value)) return 'quotes'
  if (/^[\u2018-\u201f\u2039\u203a\u00ab\u00bb].*[\u2018-\u201f\u2039\u203a\u00ab\u00bb]$/s.test(value))
    return 'typographic quotes'
  if (isCiphertext(value)) return 'ciphertext'
  if (value.startsWith('-----BEGIN ')) return 'pem'
  const lower = value.toLowerCase()
  if (isReference(lower) || isShortReference(lower) || isOtherReference(lower)) return 'reference'
  if (/^[})\s]+$/.test(value)) return 'rest of an expression'
  if (unreplacedForms().some((form) => form.test(value))) return 'unreplaced'
  if (/^(?:export\s+)?(?:MLFLOW_|AWS_)[A-Z0-9_]+\s*=/.test(value)) return 'assignment'
  if (kind === 'uri') return findWrongUri(value) ?? (holdsTemplate(value) ? 'unreplaced' : null)
  return kind === 'key' ? findInKey(value, lower) : isJson(value) ? 'json' : null
}

/** Whether there are only letters, digits, `+/=_.-`, and colons if they are allowed. */
function isOrdinary(value: string, allowsColons: boolean): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    const isWord = (code >= 0x61 && code <= 0x7a) || (code >= 0x2d && code <= 0x39) || (code >= 0x41 && code <= 0x5a)
    if (isWord || code === 0x2b || code === 0x3d || code === 0x5f) continue
    if (code !== 0x3a || !allowsColons) return false
  }
  return true
}

function isOrdinaryUri(value: string): boolean {
  const isKnown = value.startsWith('http://') || value.startsWith('https://') || value.startsWith('s3://')
  // A second scheme is none of its own.
  return isKnown && isOrdinary(value, true) && value.indexOf('://', 8) === -1
}

/** Forms of ordinary characters. */
function findUnmarked(value: string, kind: ValueKind): Problem | null {
  if (kind !== 'uri' && LOOKALIKE_BEGINNINGS.includes(value.slice(0, 4)) && looksEncrypted(value)) return 'ciphertext'
  if (value.startsWith('__') && /^__[A-Z][A-Z0-9_]*__$/.test(value)) return 'unreplaced'
  if (value.startsWith('projects/') && isOtherReference(value)) return 'reference'
  if ((value.startsWith('MLFLOW_') || value.startsWith('AWS_')) && /^(?:MLFLOW_|AWS_)[A-Z0-9_]+=/.test(value))
    return 'assignment'
  if (kind === 'uri') return findEncodedUri(value)
  return kind === 'key' && value.startsWith('/') && isSecretFile(value) ? 'file' : null
}

/** Straight, with a backslash before them or not; an id of AWS also with one of them lost. */
function isQuoted(value: string): boolean {
  if (/^(\\?["'])(?:.*)\1$/s.test(value) && value.length > 1) return true
  return /^`\S*`$/.test(value) || /^["'](?:A[KS]IA[A-Z0-9]+)$|^A[KS]IA[A-Z0-9]+["']$/.test(value)
}

function findInKey(value: string, lower: string): Problem | null {
  if (isSecretFile(lower)) return 'file'
  // Any other secret manager, but not an address.
  if (/^(?!https?:)[a-z][a-z0-9+.-]*:\/\//.test(lower)) return 'reference'
  if (isJson(value)) return 'json'
  if (/^A[KS]IA[A-Z0-9]+[,;]$/.test(value)) return 'punctuation'
  return holdsTemplate(value) ? 'unreplaced' : null
}

const isJson = (value: string) => /^\{\s*"/.test(value)

/** `{{ name }}` somewhere. By hand: an expression looks through the rest of the text from every `{{` that never closes. */
function holdsTemplate(value: string): boolean {
  const open = value.indexOf('{{')
  return open !== -1 && value.includes('}}', open + 2)
}
