import { findTransport, type TransportSetting } from '../aws-config/transport.ts'
import type { Credentials } from '../credentials/credentials.ts'
import * as host from '../host/index.ts'
import type { HostContext } from '../model/host-context.ts'
import { find, findEnvironment, type Source } from '../model/source.ts'
import type { Options } from '../options/resolve.ts'
import { awsFilePath, readAwsFile } from './read-aws-profiles.ts'

/**
 * The transport settings of `~/.aws/config` next to project keys, which hide the file: a proxy that inspects traffic needs
 * its CA bundle whoever sends the requests.
 */
export function readTransport(
  hostContext: HostContext,
  sources: readonly Source[],
  credentials: Credentials,
  options: Options,
): TransportSetting[] {
  if (credentials.column !== 'project' || options.keepAws || options.keepAwsConfig) return []
  const shell = findEnvironment(sources)
  const lookup = (name: string) => shell?.get(name)?.value
  const named = lookup('AWS_CONFIG_FILE')
  if (named === '') return []
  const text = readAwsFile(awsFilePath(hostContext, named, 'config', lookup)) ?? ''
  const active = find(shell ? [shell] : [], 'AWS_DEFAULT_PROFILE') ?? find(shell ? [shell] : [], 'AWS_PROFILE')
  const found = findTransport(text, active ? [active.value, 'default'] : ['default'])
  return found.filter(({ variable, value }) => variable !== 'AWS_CA_BUNDLE' || exists(hostContext, value))
}

/** With a bundle that does not exist every request would fail. */
function exists(hostContext: HostContext, path: string): boolean {
  try {
    return host.stat(host.resolvePath(hostContext.cwd, path)) !== null
  } catch {
    return false
  }
}
