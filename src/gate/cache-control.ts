/** Directives that would let a shared cache keep an answer, and those that are written anyway. */
const DROPPED = ['public', 's-maxage', 'private']

/**
 * `Cache-Control` of an answer that only a key has opened: a cache that many share, such as a proxy or a CDN, must not keep
 * it, because it would answer others without a key. MLflow marks the files of its pages as public, and says nothing about
 * the rest, which some caches then keep. A browser's own cache may go on as before.
 *
 * @param values of all headers of the name
 * @see RFC 9111, 3.5 and 5.2.2.7
 */
export function privateCacheControl(values: readonly string[]): string {
  const directives = values.join(',').match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []
  const kept = directives
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '' && !DROPPED.includes(nameOf(directive)))
  return (kept.some((directive) => nameOf(directive) === 'no-store') ? kept : ['private', ...kept]).join(', ')
}

/** What some shared caches obey instead of `Cache-Control`. */
const OTHERS = ['surrogate-control', 'edge-control', 'x-accel-expires']

/**
 * Whether a header is for shared caches alone, such as `CDN-Cache-Control`, and overrides `Cache-Control` there.
 *
 * @param name in lower case
 * @see RFC 9213
 */
export function isForSharedCaches(name: string): boolean {
  return name.endsWith('-cache-control') || OTHERS.includes(name)
}

function nameOf(directive: string): string {
  return directive.replace(/\s*=.*$/s, '').toLowerCase()
}
