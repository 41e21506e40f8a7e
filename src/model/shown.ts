import { isPrintableAscii } from './ascii.ts'
import { looksLikeKey } from './looks-like-key.ts'
import { readOrdinaryUri } from './ordinary-uri.ts'

/** A longer value is nothing that a person wrote as an address. */
const MAX_LENGTH = 1_000
/** Parameters and fragments may be secrets under any name. */
const LEFT_OUT = '***'

/**
 * A value as it may be printed: a URI that is understood, without its user info, and without what is in its query and
 * fragment; a plain path; a plain word. Everything else may be a secret: JSON, `host=… password=…`, a URI in which a
 * password makes it unclear where the host begins.
 *
 * @returns null for what must be described instead
 */
export function shownValue(text: string): string | null {
  if (text.length > MAX_LENGTH) return null
  if (readOrdinaryUri(text)) return text
  if (isKey(text)) return null
  const [isUri, scheme = '', authority = '', path = '', rest = ''] = matchUri(withoutLogin(text)) ?? []
  if (isUri === undefined)
    return isPath(text) || isWords(text) || isRelativePath(text) || isShortUri(text) ? text : null
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  if (!isHost(host) || !isPathText(path) || isKey(path.slice(1))) return null
  // A password may contain the slash or the question mark that seems to end the authority.
  if (holdsAt(rest) || (holdsAt(path) && /[:@]/.test(authority)) || (holdsAt(path) && !isBucketPath(scheme, path)))
    return null
  return scheme + host + path + (rest === '' ? '' : rest.charAt(0) + LEFT_OUT)
}

/** The same; what must not be printed is described. */
export function describeValue(text: string): string {
  return shownValue(text) ?? describeLength(text)
}

export function describeLength(text: string): string {
  return `a text of ${text.length} ${text.length === 1 ? 'character' : 'characters'}`
}

/** Whether a text is a path, and nothing in it looks like a login. */
function isPath(text: string): boolean {
  if (/^[A-Za-z]:\\[\w\\ .-]*$/.test(text)) return true
  const isStart = /^(?:\/(?!\/)|\.{1,2}(?:\/|$)|~(?:\/|$))/.test(text)
  return isStart && isPathText(text) && !/:.*@/.test(decodeSigns(text))
}

/**
 * The login of a database's URI as SQLAlchemy reads it (`engine/url.py`): the password ends at the only `@`, and may contain a
 * slash or `#`. It is in doubt if it could be a port, or if parameters with a secret could begin in it.
 */
const withoutLogin = (text: string) =>
  text.replace(/^((?:postgresql|mysql|mssql)(?:\+\w+)?:\/\/)[^:/?#;@]*:(?!\d*[/#])[^?=;@]*@(?=[^@]*$)/, '$1')
const matchUri = (text: string) => /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/?#;]*)([^?#;]*)([?#;].*)?$/s.exec(text)
/** A name, an address, several names as some databases take them, a socket's path or a bucket of AWS by its ARN. */
const isAsciiHost = (text: string) =>
  /^(?:|[A-Za-z0-9_][A-Za-z0-9._,-]*(?::\d{1,5})?|\[[0-9A-Fa-f:.]+(?:%25[\w.-]+)?\](?::\d{1,5})?|(?:%2[Ff][\w.-]+)+|arn:aws[a-z-]*:s3[a-z0-9-]*:[a-z0-9-]*:\d{12}:accesspoint)$/.test(
    text,
  )
const MAX_PORT = 65_535
/** RFC 1035, 2.3.4. */
const MAX_LABEL_LENGTH = 63

function isHost(host: string): boolean {
  const isForm = isPrintableAscii(host) ? isAsciiHost(host) : /^[\p{L}\p{M}\p{N}._-]+(?::\d{1,5})?$/u.test(host)
  if (!isForm || isKey(host)) return false
  const [, port = ''] = /:(\d+)$/.exec(host) ?? []
  if (!host.startsWith('[') && Number(port) > MAX_PORT) return false
  return host.split(/[.,:]|%2[Ff]/).every((label) => label.length <= MAX_LABEL_LENGTH)
}

/** Characters that paths have; quotes, braces and `$` belong to something else. */
function isPathText(path: string): boolean {
  const isPlain = isPrintableAscii(path)
    ? /^[A-Za-z0-9 !%&()+,./:=@[\]_~-]*$/.test(path)
    : /^[\p{L}\p{M}\p{N} !%&()+,./:=@[\]_~-]*$/u.test(path)
  if (!isPlain || !path.includes('=')) return isPlain
  return !/\s/.test(path) && !/(?:pass|pw|secret|token|key|cred|auth|sig)[^/=]*=/i.test(path)
}

/** Files have no user info, and neither have stores: what is before the first slash is a bucket, and a key may have an `@`. */
function isBucketPath(scheme: string, path: string): boolean {
  // `sqlite:///user:password@host` is a file's name too.
  if (/^(?:file|sqlite(?:\+pysqlite)?):\/\/$/i.test(scheme) && path !== '')
    return !/^\/[^/]+:[^/]*@/.test(decodeSigns(path))
  return /^(?:s3[an]?|r2|b2|gs|hdfs|dbfs):/i.test(scheme) && !/:.*@/.test(decodeSigns(path))
}

const holdsAt = (text: string) => text.includes('@') || /%40/.test(text)
const decodeSigns = (text: string) => text.replaceAll('%40', '@').replace(/%3a/gi, ':')

/**
 * Words of letters, with digits at the end or alone, as in `mlruns`, `run-2026/x.db`, `databricks-uc` and `127.0.0.1`.
 * A password that people choose, as `S3cr3t!`, has another form.
 */
function isWords(text: string): boolean {
  if (text.length > 100) return false
  const isForm = isPrintableAscii(text)
    ? /^[A-Za-z0-9_.][A-Za-z0-9._/-]*$/.test(text)
    : /^[\p{L}\p{N}_.][\p{L}\p{M}\p{N}._/-]*$/u.test(text)
  return (isForm || text === '') && text.split(/[._/-]/).every((word) => /^(?:\D*\d*|\d+[a-z]{1,2})$/.test(word))
}

/**
 * A path such as `k8s/train.sh`, or the name of a file such as `k8s.env`, in which small letters and digits mix. Keys of
 * every kind have capitals too.
 */
function isRelativePath(text: string): boolean {
  const isForm = text.length <= 200 && /^[A-Za-z0-9_.][A-Za-z0-9._/-]*$/.test(text)
  if (!isForm || !(text.includes('/') || isFileName(text))) return false
  return text.split(/[._/-]/).every((word) => /^(?:[A-Za-z]*\d*|\d+[A-Za-z]{1,2}|[a-z0-9]*)$/.test(word))
}

const isFileName = (text: string) => /[^./]\.(?:env|py|sh|ipynb|db|sqlite3?|ya?ml|toml|json|txt|pem|crt)$/.test(text)

/** URIs without an authority. */
function isShortUri(text: string): boolean {
  if (/^arn:aws[a-z-]*:(?:s3|sagemaker)[a-z0-9-]*:[a-z0-9-]*:\d*:[\w/.-]+$/.test(text)) return true
  const [, path] = /^(?:file|mlflow-artifacts|dbfs|hdfs|viewfs|s3|gs|runs|models):(\/?[^/].*|\/)$/i.exec(text) ?? []
  return path !== undefined && isPathText(path) && !isKey(path) && !/[:@]/.test(decodeSigns(path))
}

/** An AWS secret has 40 characters, some of them slashes. A longer path can have the form of a token. */
function isKey(text: string): boolean {
  const parts = text.split(/[/.:,@-]/)
  if (parts.some((part) => /^A[KS]IA[A-Z0-9]{12,}$/.test(part) || isMixed(part, 32))) return true
  return looksLikeKey(text) && (/^\/?.{40}$/.test(text) || parts.some((part) => isMixed(part, 16)))
}

function isMixed(text: string, length: number): boolean {
  return (
    text.length >= length && /^[A-Za-z0-9+]*$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
  )
}
