import * as host from './index.ts'

/** For a system whose kernel has no namespaces. */
const NO_NAMESPACES = 0

/**
 * The PID namespace that this process and `/proc` are in, by its inode: a container's processes have numbers of their own.
 *
 * @returns null if there is no `/proc`, or if it is another namespace's, which tells of other processes under our numbers
 */
export function pidNamespace(): number | null {
  if (tryReadLink('/proc/self') !== String(host.pid)) return null
  const [, inode] = /^pid:\[(\d+)\]$/.exec(tryReadLink('/proc/self/ns/pid')) ?? []
  return inode === undefined ? NO_NAMESPACES : Number(inode)
}

function tryReadLink(path: string): string {
  try {
    return host.readLink(path)
  } catch {
    return ''
  }
}
