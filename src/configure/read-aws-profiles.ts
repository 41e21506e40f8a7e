import { type Profiles, parseProfiles } from '../aws-config/profiles.ts'
import { host } from '../host/index.ts'
import type { HostContext } from '../model/host-context.ts'

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
    const path = awsFilePath(hostContext, named, standard, lookup)
    try {
      return host.readText(path)
    } catch {
      // botocore ignores a file that is missing or cannot be read.
      return undefined
    }
  }
  return parseProfiles(read('AWS_CONFIG_FILE', 'config'), read('AWS_SHARED_CREDENTIALS_FILE', 'credentials'))
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
  const expanded = path.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    return lookup(braced ?? plain ?? '') ?? whole
  })
  const { cwd, home } = hostContext
  // Without a home, Python leaves `~` as it is: the name of a directory.
  return host.resolvePath(cwd, home === null ? expanded : expanded.replace(/^~(?=\/|\\|$)/, () => home))
}
