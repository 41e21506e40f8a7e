export {
  basename,
  delimiter as pathDelimiter,
  dirname,
  isAbsolute,
  join as joinPath,
  relative as relativePath,
  resolve as resolvePath,
  sep as pathSeparator,
} from 'node:path'
