import { decodeOnce } from './percent.ts'

/**
 * Whether MLflow would take an artifact's path for another one, so that a write overwrites or deletes something else. It
 * decodes a path until it stays the same and takes it apart as a URL: leading blanks and a trailing `#`, `?` or `;` get
 * lost, the scheme of `AB:c` becomes lower case, and what is left of a path of such characters alone is the root.
 *
 * @see mlflow/utils/uri.py, validate_path_is_safe (3.17.2: `DELETE …/artifacts/%20` deletes everything)
 * @param raw the path as it was written in the request
 */
export function isMistakenArtifactPath(raw: string): boolean {
  const path = decodeOnce(raw)
  return path === null || isMistaken(path)
}

/**
 * The same for a path in a query. MLflow takes the first `path`, and without one it refuses the request itself.
 *
 * @param query with its question mark
 */
export function hasMistakenArtifactPath(query: string): boolean {
  const path = new URLSearchParams(query).get('path')
  return path !== null && isMistaken(path)
}

/** @param path decoded once */
function isMistaken(path: string): boolean {
  if (decodeOnce(path) !== path) return true
  const hasOtherScheme = /^[a-z][a-z0-9+.-]*:/i.test(path) && /^[^:]*[A-Z]/.test(path)
  return path.trim() === '' || /^[\s\u0085]/.test(path) || path.includes('#') || /[?;]$/.test(path) || hasOtherScheme
}
