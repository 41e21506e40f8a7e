import { type Gate, openGate } from '../../gate/gate.ts'
import type { LogEntry } from '../../gate/log-entry.ts'
import { type LiveKeys, openLiveKeys } from '../../keys/live-keys.ts'
import { openKeyStore } from '../../keys/open-store.ts'
import { type ExitAction, signalStatus } from '../../launch/exit-status.ts'
import { fail } from '../../model/diagnostic.ts'
import type { Arguments } from '../../options/arguments.ts'
import { explainListenError } from '../../server/listen-error.ts'
import { openWriters } from '../../server/output/nonblocking-writer.ts'
import type { CommandContext } from '../command.ts'
import { describeGateFailure } from '../gate-failure.ts'
import { parseCommandLine, refusePassthroughArgs } from '../yargs/parse.ts'
import { PROXY_OPTIONS } from './options.ts'
import { RequestLog } from './request-log.ts'
import { type ProxySettings, readSettings } from './settings.ts'
import { StopRequest } from './stop-request.ts'

/** How long a slow reader of the log may take at the end, in milliseconds. */
const LOG_PATIENCE_MS = 1000

/**
 * Opens the gate, and stays until it is asked to stop.
 *
 * @throws {LauncherError} with nothing served: those of `parseCommandLine`, `readSettings` and the store of keys;
 *   port-in-use, port-privileged, address-not-available
 */
export async function handler(context: CommandContext, given: Arguments): Promise<ExitAction> {
  const line = parseCommandLine(given, PROXY_OPTIONS)
  refusePassthroughArgs('proxy', line)
  const settings = readSettings(line.args.options, context.hostContext)
  const writers = openWriters()
  const tell = (text: string) => writers[2].write(Buffer.from(text))
  const store = await openKeyStore(settings.keys, context.hostContext)
  const keys = await openLiveKeys(store, (diagnostic) => tell(context.format(diagnostic)))
  const missing = keys.warnOf(settings.service, false)
  if (missing) tell(context.format(missing))
  const log = new RequestLog((bytes) => writers[1].write(bytes))
  const stop = new StopRequest()
  try {
    const onFailure = (error: unknown) => tell(context.format(describeGateFailure(error)))
    const gate = await open(settings, keys, onFailure, (entry) => log.add(entry))
    tell(`The gate is ready at ${gate.url}\n`)
    await stop.first
    const force = new AbortController()
    stop.second.then((signal) => force.abort(signal))
    // Also at once the gate has to close itself: the end of the process would look like the end of an answer.
    await gate.close(settings.graceMs, force.signal)
    if (force.signal.aborted) {
      const second: NodeJS.Signals = force.signal.reason
      return { raise: second, status: signalStatus(second) }
    }
  } finally {
    stop.close()
    await keys.close()
    log.flush()
    await Promise.all([writers[1].close(LOG_PATIENCE_MS), writers[2].close(LOG_PATIENCE_MS)])
  }
  return { raise: null, status: 0 }
}

async function open(
  settings: ProxySettings,
  keys: LiveKeys,
  onFailure: (error: unknown) => void,
  onRequest: (entry: LogEntry) => void,
): Promise<Gate> {
  const { host, port, tls } = settings
  try {
    return await openGate({
      ...settings,
      listen: { host: host.value, port: port.value },
      tls: tls ?? undefined,
      keys,
      onFailure,
      onRequest,
    })
  } catch (error) {
    const diagnostic = explainListenError((error as NodeJS.ErrnoException).code, settings)
    if (diagnostic) fail(diagnostic)
    throw error
  }
}
