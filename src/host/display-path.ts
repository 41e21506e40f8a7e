import * as host from './index.ts'

/** A path as a person in the working directory would write it. */
export function displayPath(cwd: string, path: string): string {
  // A descriptor, as of `<(command)`, has no place in the tree.
  if (/^\/(?:dev|proc)\//.test(path)) return path
  const near = host.relativePath(cwd, path)
  return near === '' || near.startsWith(['..', '..', '..', '..'].join(host.pathSeparator)) ? path : near
}
