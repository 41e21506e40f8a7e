import { applyChange, type EnvironmentChange, followedBy, toSetting } from '../child-env/change.ts'
import { describeKey, KEY_VARIABLE } from '../mlflow/handed-key.ts'
import { findOtherServers, PRIVATE_VARIABLE } from '../mlflow/other-server.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin } from '../model/origin.ts'
import { Secret } from '../model/secret.ts'
import type { Environment, Source } from '../model/source.ts'
import { mergeOptions, toGivenOptions } from '../options/arguments.ts'
import { GLOBAL_OPTIONS } from '../options/global-options.ts'
import { ownVariable } from '../options/option.ts'
import type { Configuration } from './configuration.ts'
import { resolveRun } from './index.ts'
import type { Inputs } from './inputs.ts'
import { hasLoginFile } from './private-access.ts'
import type { ResolvedServer } from './resolve-server.ts'

/** What a command needs to know of its private server. */
export interface PrivateAccess {
  readonly trackingUri: string
  /** The key that the server lets in. */
  readonly token: Secret
}

/** Of a private server that has not been started. As with `--port`, 0 is a free port. */
export function notYetKnown({ host }: Pick<ServerSettings, 'host'>): PrivateAccess {
  return { trackingUri: `http://${host.value}:0`, token: new Secret('made at the start') }
}

const TRACKING_URI = 'MLFLOW_TRACKING_URI'
const TOKEN = 'MLFLOW_TRACKING_TOKEN'
const LOGIN = { user: 'MLFLOW_TRACKING_USERNAME', password: 'MLFLOW_TRACKING_PASSWORD' }
/** By these a command gets the key of its private server. */
export const ACCESS_VARIABLES = [TOKEN, LOGIN.user, LOGIN.password]
/** What is the launcher's own word, whatever the shell and the files say. */
const PINNED = [TRACKING_URI, ...ACCESS_VARIABLES, ownVariable('with-server')]

/**
 * The configuration of a command with a private server: it runs with `--keep-aws`, and with the server's address. The change
 * is one to the shell's environment.
 *
 * @param inputs what the run is resolved from
 * @param ofServer what the same inputs are resolved to for the server
 * @param requestedBy the option or variable that asks for the server
 * @throws {LauncherError} as `resolveRun`
 */
export function resolveCommandWithServer(
  inputs: Inputs,
  ofServer: Configuration,
  requestedBy: Origin,
  access: PrivateAccess,
): Configuration {
  const { hostContext, args } = inputs
  const { trackingUri } = access
  const own = new Map(args.options)
  for (const { name, isForServerAccount } of GLOBAL_OPTIONS) if (isForServerAccount) own.delete(name)
  const first = changeByLauncher(hostContext, access, ofServer.sources)
  const resolved = resolveRun({
    ...inputs,
    hostContext: { ...hostContext, env: applyChange(hostContext.env, first) },
    pinned: PINNED,
    args: { ...args, options: mergeOptions(own, toGivenOptions({ 'keep-aws': ['true'] })) },
  })
  return {
    ...resolved,
    trackingUri: { value: trackingUri, origin: requestedBy, isNamed: true },
    options: { ...ofServer.options, keepAws: requestedBy },
    change: followedBy(hostContext.env, first, resolved.change),
    // It does not apply: artifacts go through the server, wherever they are stored.
    warnings: resolved.warnings.filter(({ code }) => code !== 'keep-aws-direct'),
  }
}

const KEY = 'the key of the private server, for this run alone'
const BEATS_FILE = `${KEY}: a login in ~/.mlflow/credentials would beat the token`

/** What the launcher changes before it looks at anything. */
function changeByLauncher(
  hostContext: HostContext,
  { trackingUri, token }: PrivateAccess,
  sources: readonly Source[],
): EnvironmentChange {
  // A login of that file would beat the token, and a login of the environment beats both.
  const login = [
    [LOGIN.user, toSetting('key', BEATS_FILE, null)],
    [LOGIN.password, toSetting(token, BEATS_FILE, null)],
  ] as const
  const files = sources.filter(({ kind }) => kind === 'file')
  const inFiles = PINNED.flatMap((name) => files.flatMap((source) => source.get(name)?.origin ?? []))
  const set = new Map([
    [TRACKING_URI, toSetting(trackingUri, 'the private server', null)],
    [TOKEN, toSetting(token, KEY, null)],
    ...(hasLoginFile(hostContext) ? login : []),
    [PRIVATE_VARIABLE, toSetting(trackingUri, 'tells a launcher inside that this server is its own', null)],
    [
      KEY_VARIABLE,
      toSetting(describeKey(token, trackingUri), 'tells a launcher inside which server the key is for', null),
    ],
    [ownVariable('with-server'), toSetting('0', 'a launcher inside uses this server and starts no other', null)],
  ])
  return {
    set,
    unset: findOtherServers(Object.keys(hostContext.env).filter((name) => !set.has(name))),
    withheld: inFiles.map((origin) => ({ origin, reason: 'the command has its private server' })),
  }
}

/** What a run with a private server warns of: what is about both the server and its command is one warning. */
export function warningsWithServer(
  ofServer: Pick<ResolvedServer, 'warnings'>,
  ofCommand: Pick<Configuration, 'warnings'>,
): Diagnostic[] {
  const own = ofServer.warnings.filter(({ code }) => code !== 'unusable-tracking-uri')
  return Array.from(new Map([...own, ...ofCommand.warnings].map((warning) => [warning.message, warning])).values())
}

/** A run with a private server, as it is before its start. */
export interface RunWithServer {
  /** The shell's environment. */
  readonly parent: Environment
  readonly ofServer: Configuration
  readonly server: ResolvedServer
  /** With all warnings of the run. */
  readonly ofCommand: Configuration
}

/** The same run without a start: the address of its server is not known. @throws {LauncherError} as `resolveRun` */
export function describeRunWithServer(
  inputs: Inputs,
  ofServer: Configuration,
  requestedBy: Origin,
  server: ResolvedServer,
): RunWithServer {
  const ofCommand = resolveCommandWithServer(inputs, ofServer, requestedBy, notYetKnown(server.settings))
  const findings = server.findings.filter(({ severity }) => severity === 'warning')
  const warnings = [...warningsWithServer(server, ofCommand), ...findings]
  return { parent: inputs.hostContext.env, ofServer, server, ofCommand: { ...ofCommand, warnings } }
}
