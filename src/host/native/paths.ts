import { native } from './binding.ts'

/** Paths of POSIX, as `path.posix` of Node has them: https://nodejs.org/api/path.html */

export const pathSeparator = '/'
export const pathDelimiter = ':'

export function joinPath(...parts: string[]): string {
  const joined = parts.filter((part) => part !== '').join('/')
  return joined === '' ? '.' : normalize(joined)
}

export function resolvePath(...parts: string[]): string {
  let resolved = ''
  for (let at = parts.length - 1; at >= 0 && !resolved.startsWith('/'); at--) {
    const part = parts[at]
    if (part) resolved = resolved === '' ? part : `${part}/${resolved}`
  }
  if (!resolved.startsWith('/')) resolved = resolved === '' ? native.cwd() : `${native.cwd()}/${resolved}`
  return `/${segmentsOf(resolved, true).join('/')}`
}

export function relativePath(from: string, to: string): string {
  if (from === to) return ''
  const here = segmentsOf(resolvePath(from), true)
  const there = segmentsOf(resolvePath(to), true)
  let common = 0
  while (common < here.length && common < there.length && here[common] === there[common]) common++
  return [...here.slice(common).map(() => '..'), ...there.slice(common)].join('/')
}

export function dirname(path: string): string {
  let slash = path.length - 1
  while (slash > 0 && path[slash] === '/') slash--
  slash = path.lastIndexOf('/', slash)
  if (slash === -1 || path === '') return '.'
  if (slash === 0) return '/'
  // Two slashes at the front are not one: POSIX leaves their meaning to the system.
  return slash === 1 && path.startsWith('/') ? '//' : path.slice(0, slash)
}

export function basename(path: string): string {
  let end = path.length
  while (end > 0 && path[end - 1] === '/') end--
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end)
}

function normalize(path: string): string {
  const isAbsolute = path.startsWith('/')
  const segments = segmentsOf(path, isAbsolute).join('/')
  const end = path.endsWith('/') && segments !== '' ? '/' : ''
  if (isAbsolute) return `/${segments}${end}`
  return segments === '' ? (path.endsWith('/') ? './' : '.') : `${segments}${end}`
}

/** Without `.` and empty ones. `..` takes one away; in front of a relative path it stays. */
function segmentsOf(path: string, isAbsolute: boolean): string[] {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.length > 0 && segments.at(-1) !== '..') segments.pop()
    else if (!isAbsolute) segments.push('..')
  }
  return segments
}
