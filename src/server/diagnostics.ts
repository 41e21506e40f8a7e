import type { findPortOwner } from '../host/port-owner.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatName, formatOrigin, formatSetting, list, printable, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import { describeLength, shownValue } from '../model/shown.ts'

/** Who listens on a port. */
type PortOwner = NonNullable<ReturnType<typeof findPortOwner>>

interface ServerExit {
  readonly version: string
  /** Its exit status, or the name of the signal that ended it. */
  readonly how: number | string
  readonly phase: 'startup' | 'ready' | 'command'
}

/** What can go wrong with a server at its start and after it. */
export const serverDiagnostics = defineDiagnostics(() => ({
  'port-in-use': ({ port, owner }: { port: number; owner: PortOwner | null }, origin: Origin) =>
    `${formatSetting(origin, '--port (the default)')}: port ${port} is in use${ownerText(owner)}: stop that process, or choose another port (--port 0 takes a free one)`,
  'port-privileged': ({ port }: { port: number }, origin: Origin) =>
    `${formatOrigin(origin)}: this user is not permitted to listen on port ${port}: choose port 1024 or higher, and put a reverse proxy in front of it`,
  'no-free-port': ({ host }: { host: string }) => `no free port was found on ${shownHost(host)}: name one with --port`,
  'address-not-available': ({ host }: { host: string }, origin: Origin) =>
    `${formatSetting(origin, '--host (the default)')}: ${shownHost(host)} is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for all of its addresses`,
  'socket-folder-unusable': ({ reason }: { reason: string }) =>
    `there is no folder for MLflow's Unix socket that nobody else can enter (${printable(reason)}): name one with a short path in TMPDIR`,
  'readiness-timeout': ({ seconds }: { seconds: number }, origin: Origin) =>
    `MLflow did not answer within ${seconds} s (${formatOrigin(origin)}): see its last lines, or allow more time with --ready-timeout (WITH_MLFLOW_ENV_READY_TIMEOUT)`,
  'local-token-without-auth': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} gives the project's commands a key for a server that asks for one: add --auth`,
  'note-not-written': ({ reason, missesKey }: { reason: string; missesKey: boolean }) => {
    const why = `because its note could not be written (${printable(reason)})`
    return missesKey
      ? `the project's commands will find neither this server nor the key of --local-token, ${why}: start it with XDG_RUNTIME_DIR set to a folder of your own, or set MLFLOW_TRACKING_URI, and MLFLOW_TRACKING_TOKEN to a key that 'with-mlflow-env keys create' has made`
      : `the project's commands will not find this server by themselves, ${why}: set MLFLOW_TRACKING_URI`
  },
  'server-exited': exitText,
  'server-stopping': () => 'MLflow is stopping; press Ctrl-C again to kill it at once',
  'server-environment-too-large': ({ bytes, largest }: { bytes: number; largest: string }) =>
    `the server's environment is larger than the system allows (${bytes} bytes; the largest variable is ${formatName(largest)}): remove or shorten variables`,
  'disk-full': ({ version, directories }: { version: string; directories: readonly string[] }) =>
    `MLflow ${printable(version)} exited because a disk is full${directories.length > 0 ? ` (that of ${list(directories.map(quote))})` : ''}: free some space and start again`,
}))

/** A secret in the wrong variable has the form of a name. */
function shownHost(host: string): string {
  return shownValue(host) === null ? describeLength(host) : quote(host)
}

function exitText({ version, how, phase }: ServerExit): string {
  const ending = typeof how === 'number' ? `with status ${how}` : `by ${how}`
  switch (phase) {
    case 'startup':
      return `MLflow ${printable(version)} exited before it was ready, ${ending}`
    case 'ready':
      return `MLflow ${printable(version)} exited unexpectedly, ${ending}`
    case 'command':
      return `the command's private server, MLflow ${printable(version)}, exited before the command, ${ending}; its last lines:`
  }
}

function ownerText(owner: PortOwner | null): string {
  if (!owner) return ''
  const { process, uid } = owner
  return process ? ` by ${printable(process.name)} (pid ${process.pid})` : ` by a process of another user (uid ${uid})`
}
