import * as host from '../../host/index.ts'

/** As many links as the kernel follows. */
const MAX_LINKS = 40

/**
 * The first directory on the way to a file that this user is not permitted to search, which takes the x permission. Links
 * are followed one by one: a virtual environment's `python` may lead into another user's home.
 *
 * @param path absolute
 * @returns null if there is none
 */
export function findClosedDirectory(path: string): string | null {
  const left = path.split('/')
  let directory = '/'
  let links = 0
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    if (name === '' || name === '.') continue
    if (name === '..') {
      directory = host.dirname(directory)
      continue
    }
    const next = host.joinPath(directory, name)
    try {
      const kind = host.lstat(next)?.kind
      if (kind === undefined) return null
      if (kind !== 'symlink') {
        directory = next
        continue
      }
      if (++links > MAX_LINKS) return null
      const target = host.readLink(next)
      if (target.startsWith('/')) directory = '/'
      left.unshift(...target.split('/'))
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EACCES' ? directory : null
    }
  }
  return null
}
