/** What `node:path` is inside the native executable. */
import {
  basename,
  dirname,
  joinPath as join,
  pathDelimiter,
  pathSeparator,
  relativePath,
  resolvePath,
} from '../paths.ts'

export {
  basename,
  dirname,
  join,
  pathDelimiter as delimiter,
  pathSeparator as sep,
  relativePath as relative,
  resolvePath as resolve,
}

export const isAbsolute = (path: string): boolean => path.startsWith('/')
export const posix = { basename, dirname, join, relative: relativePath, resolve: resolvePath, isAbsolute, sep: '/' }
export default { ...posix, posix }
