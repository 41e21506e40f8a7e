import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, printable, quote } from '../model/format.ts'

interface OtherBundle {
  readonly bundle: string
  readonly found: string | null
  readonly version: string
}

/** A `node` that was found. */
export interface UnusableNode {
  readonly path: string
  /** Why it cannot be used, as the words behind its name. */
  readonly problem: string
}

/** What a host does not have, or cannot pass on to a command unchanged. */
export const hostDiagnostics = defineDiagnostics(() => ({
  /** `reason`: why the system does not tell its path; null if it is gone. */
  'cwd-missing': ({ reason }: { readonly reason: string | null }) =>
    reason === null
      ? 'the working directory does not exist: change to one that does'
      : `the system does not tell where the working directory is: ${reason}: change to another one`,
  /** `missing`: a file or a package of the launcher's own. */
  'incomplete-installation': ({ missing }: { readonly missing: string }) =>
    `this installation is incomplete, ${quote(missing)} is missing: reinstall ${COMMAND_NAME} (in a clone: npm ci && npm run build)`,
  /** `bundle`: the folder of the launcher for Node. `found`: its version, null if it does not say. */
  'other-bundle': ({ bundle, found, version }: OtherBundle) =>
    `${quote(bundle)} is of version ${found === null ? 'unknown' : printable(found)}, and this executable of version ${version}: reinstall ${COMMAND_NAME}`,
  'no-node': ({ unusable }: { readonly unusable: UnusableNode | null }) =>
    `this needs Node 20.19 or newer, and ${unusable === null ? 'there is none on PATH' : `${quote(unusable.path)} ${unusable.problem}`}: install it, or 'pip install "${COMMAND_NAME}[server]"'`,
  'argument-not-utf8': ({ position }: { readonly position: number }) =>
    `argument ${position} is not UTF-8 and cannot be passed on unchanged: rename the file, or use a pattern inside 'sh -c'`,
  'value-not-utf8': ({ name }: { readonly name: string }) =>
    `${printable(name)} in the environment holds bytes that are not UTF-8: the command sees U+FFFD in their place`,
}))
