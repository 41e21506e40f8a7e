// A run with a private server that is resolved from a real file in a temporary folder, and not started.
import { describeRunWithServer, type RunWithServer } from '../../src/configure/command-with-server.ts'
import { resolveRun } from '../../src/configure/index.ts'
import { readInputs } from '../../src/configure/inputs.ts'
import type { HostContext } from '../../src/model/host-context.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { preparePrivateServer } from '../../src/server/prepare.ts'
import { hostContextIn, temporaryTree } from './temporary-tree.ts'

export const REQUESTED_BY = { kind: 'option', name: '--with-server' } as const

/** @param file the text of `.env` */
export function describeRun(
  file: string,
  env: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
  more: Partial<HostContext> = {},
): RunWithServer {
  const hostContext = hostContextIn(temporaryTree({ '.git': null, '.env': file }), { env, ...more })
  const inputs = readInputs(hostContext, parseArguments(['--with-server', ...words, 'true']))
  const ofServer = resolveRun(inputs)
  const server = preparePrivateServer(hostContext, ofServer, REQUESTED_BY)
  return describeRunWithServer(inputs, ofServer, REQUESTED_BY, server)
}
