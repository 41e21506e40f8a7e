import { resolve } from 'node:path'

/** A URI's scheme in lower case, as MLflow reads it: a path has none, and neither has a Windows drive. */
export function schemeOf(uri: string): string {
  // The one address that is a name by itself.
  if (uri === 'databricks') return uri
  const [, scheme = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(uri) ?? []
  return scheme.length === 1 ? '' : scheme.toLowerCase()
}

/** The database file of a backend that is one; null for the others. */
export function sqliteFile(backend: string, cwd: string): string | null {
  const [, path = ''] = /^sqlite(?:\+\w+)?:\/\/\/([^?]*)/i.exec(backend) ?? []
  return path === '' || path.startsWith(':memory:') ? null : resolve(cwd, path)
}

/** Whether a URI holds a password in its user info, or a parameter that looks like one. */
export function holdsPassword(uri: string): boolean {
  return /:\/\/[^/@]*:[^@]+@/.test(uri) || /[?&;](?:password|passwd|pwd|secret|token|sslpassword)=[^&;]/i.test(uri)
}

/** Whether artifacts at a URI stand on a disk: a path, or `file:`. */
export function isLocal(uri: string): boolean {
  return ['', 'file'].includes(schemeOf(uri))
}

/** Whether a default artifact root sends clients to a server: MLflow's own, or another by its URL. */
export function isServed(uri: string): boolean {
  return ['mlflow-artifacts', 'http', 'https'].includes(schemeOf(uri))
}
