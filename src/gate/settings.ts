import { SERVICE_FORM } from '../keys/key-record.ts'
import { fail } from '../model/diagnostic.ts'
import { byDefault, type Sourced } from '../model/origin.ts'
import type { Source } from '../model/source.ts'
import type { GivenOptions } from '../options/arguments.ts'
import { parseByteSize } from '../options/byte-size.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { parseDuration } from '../options/duration.ts'
import { type GateOptionName, gateOption } from '../options/gate-options.ts'
import { findOption } from '../options/lookup.ts'
import type { Certificate } from './listener.ts'
import { readTlsFiles } from './tls-files.ts'

/** What people can say about a gate, whatever it is in front of. Times in milliseconds. */
export interface GateSettings {
  readonly service: string
  /** Null for the file in the user's configuration folder. */
  readonly keys: Sourced | null
  readonly upstreamTimeoutMs: number
  readonly maxBodyBytes: number | null
  /** Without one the gate speaks plain HTTP. */
  readonly tls: Certificate | null
}

/**
 * Reads the settings of a gate.
 *
 * @param sources the highest first
 * @param cwd what the names of files are relative to
 * @throws {LauncherError} invalid-option-value, those of `readTlsFiles`
 */
export function readGateSettings(options: GivenOptions, sources: readonly Source[], cwd: string): GateSettings {
  const find = (name: GateOptionName): Sourced | null => findOption(gateOption(name), options, sources)
  const maxBody = find('max-body')
  return {
    service: checkService(find('service') ?? byDefault('platform')),
    keys: find('keys'),
    upstreamTimeoutMs: parseDuration(find('upstream-timeout') ?? byDefault('300s')),
    maxBodyBytes: maxBody && parseByteSize(maxBody),
    tls: readTlsFiles(find('tls-cert'), find('tls-key'), cwd),
  }
}

function checkService({ value, origin }: Sourced): string {
  if (SERVICE_FORM.test(value)) return value
  const expected = 'a name of letters (a-z), digits and . _ -, such as platform'
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
}
