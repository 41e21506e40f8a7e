import { type FileText, type Profiles, parseProfiles } from '../aws-config/profiles.ts'
import * as host from '../host/index.ts'
import type { HostContext } from '../model/host-context.ts'

/** A larger file is none of these. */
const MAX_BYTES = 8 * 1024 * 1024

/**
 * Reads the profiles from the files that botocore would read: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws`.
 *
 * @param lookup a variable's value in the child, an empty one too
 */
export function readProfiles(hostContext: HostContext, lookup: (name: string) => string | undefined): Profiles {
  const read = (variable: string, standard: 'config' | 'credentials') => {
    const named = lookup(variable)
    // To botocore an empty name is a file that does not exist, not the standard one.
    if (named === '') return undefined
    return readAwsFile(awsFilePath(hostContext, named, standard, lookup))
  }
  return parseProfiles(read('AWS_CONFIG_FILE', 'config'), read('AWS_SHARED_CREDENTIALS_FILE', 'credentials'))
}

/**
 * The text of one of the two files. A pipe, as in `AWS_CONFIG_FILE=<(command)`, is left to the command: reading would take
 * what is in it from boto3, or wait for a writer that never comes.
 */
export function readAwsFile(path: string): FileText {
  try {
    const status = host.stat(path)
    if (status?.kind === 'fifo') return null
    return status?.kind === 'file' && status.size <= MAX_BYTES ? host.readText(path) : undefined
  } catch {
    // botocore ignores a file that is missing or cannot be read.
    return undefined
  }
}

/**
 * The path of one of the two files.
 *
 * @param named by its variable; undefined if it is not set
 * @param standard its name in `~/.aws`
 */
export function awsFilePath(
  hostContext: HostContext,
  named: string | undefined,
  standard: 'config' | 'credentials',
  lookup: (name: string) => string | undefined,
): string {
  return expand(hostContext, named ?? host.joinPath('~', '.aws', standard), lookup)
}

/** `os.path.expandvars`, then `os.path.expanduser` for the user's own `~`. */
function expand(hostContext: HostContext, path: string, lookup: (name: string) => string | undefined): string {
  const expanded = expandVariables(path, lookup)
  const { cwd, home } = hostContext
  // Without a home, Python leaves `~` as it is: the name of a directory.
  const isInHome = home !== null && (expanded === '~' || expanded.startsWith('~/') || expanded.startsWith('~\\'))
  return host.resolvePath(cwd, isInHome ? home + expanded.slice(1) : expanded)
}

function expandVariables(path: string, lookup: (name: string) => string | undefined): string {
  if (!path.includes('$')) return path
  return path.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    return lookup(braced ?? plain ?? '') ?? whole
  })
}
