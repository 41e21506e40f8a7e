import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, printable, quote } from '../model/format.ts'

/** What a host does not have, or cannot pass on to a command unchanged. */
export const hostDiagnostics = defineDiagnostics(() => ({
  'cwd-missing': () => 'the working directory does not exist: change to one that does',
  /** `missing`: a file or a package of the launcher's own. */
  'incomplete-installation': ({ missing }: { readonly missing: string }) =>
    `this installation is incomplete, ${quote(missing)} is missing: reinstall ${COMMAND_NAME} (in a clone: npm ci && npm run build)`,
  'argument-not-utf8': ({ position }: { readonly position: number }) =>
    `argument ${position} is not UTF-8 and cannot be passed on unchanged: rename the file, or use a pattern inside 'sh -c'`,
  'value-not-utf8': ({ name }: { readonly name: string }) =>
    `${printable(name)} in the environment holds bytes that are not UTF-8: the command sees U+FFFD in their place`,
}))
