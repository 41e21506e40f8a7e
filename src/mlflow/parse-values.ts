/* Blanks around a number or a switch are nothing to MLflow, nor here. */

import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'

/** Longer timers of Node's go off at once; in seconds. */
const LONGEST = 86_400
/** More than any machine has use for; each takes some 300 MB. */
const MOST_WORKERS = 1_000

/** @throws {Refusal} */
export function toPort({ value, origin }: Sourced): Sourced<number> {
  const port = /^\s*\d{1,5}\s*$/.test(value) ? Number(value) : Number.NaN
  if (!(port <= 65_535)) {
    fail(
      optionDiagnostics.error('invalid-option-value', origin, {
        expected: 'a port from 1 to 65535, or 0 for a free one',
        found: value,
      }),
    )
  }
  return { value: port, origin }
}

/** @throws {Refusal} */
export function toWorkers({ value, origin }: Sourced): Sourced<number> {
  if (!/^\s*[1-9]\d{0,3}\s*$/.test(value) || Number(value) > MOST_WORKERS) {
    const expected = `a whole number of workers from 1 to ${MOST_WORKERS}`
    fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
  }
  return { value: Number(value), origin }
}

/** @throws {Refusal} */
export function toSeconds({ value, origin }: Sourced): Sourced<number> {
  const seconds = /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : Number.NaN
  if (!(seconds > 0 && seconds <= LONGEST)) {
    const expected = `a number of seconds above 0, up to ${LONGEST}`
    fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
  }
  return { value: seconds, origin }
}

/** What MLflow takes for yes and no. @throws {Refusal} */
export function toSwitch({ value, origin }: Sourced): Sourced<boolean> {
  const parsed = parseBoolean(value)
  if (parsed !== null) return { value: parsed, origin }
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected: 'true or false', found: value }))
}

/**
 * A boolean as click reads it, for the options of `mlflow server` and their variables.
 *
 * @returns null if it is neither
 */
export function parseBoolean(text = ''): boolean | null {
  if (/^\s*(?:1|true|t|yes|y|on)\s*$/i.test(text)) return true
  return /^\s*(?:0|false|f|no|n|off)\s*$/i.test(text) ? false : null
}

/** @throws {Refusal} for a URL, an address with its port, and what no name of a host looks like */
export function checkHost(host: Sourced): Sourced {
  const isName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?$/.test(host.value)
  const isIpv6 = /^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%\w+)?$/.test(host.value) && !/^[^:]*:\d*$/.test(host.value)
  if (!isName && !isIpv6) {
    fail(
      optionDiagnostics.error('invalid-option-value', host.origin, {
        expected: "a host's name or address alone, as 127.0.0.1 or ::1 (the port has an option of its own)",
        found: host.value,
      }),
    )
  }
  return host
}

/** MLflow's own rules for it, and no character that would make it something other than a path. @throws {Refusal} */
export function checkPrefix(prefix: Sourced): Sourced {
  if (!/^(?:\/[A-Za-z0-9._~-]+)+$/.test(prefix.value) || /\/\.{1,2}(?:\/|$)/.test(prefix.value)) {
    fail(
      optionDiagnostics.error('invalid-option-value', prefix.origin, {
        expected:
          "a path of letters (a-z), digits and . _ ~ -, with '/' at its beginning and none at its end, as /mlflow",
        found: prefix.value,
      }),
    )
  }
  return prefix
}

/** Without a scheme every request of botocore's fails, and the client sees a general 500. @throws {Refusal} */
export function checkEndpoint(endpoint: Sourced | undefined): void {
  if (!endpoint || /^https?:\/\/[^/]/i.test(endpoint.value)) return
  const expected = "the store's address with http:// or https:// in front"
  fail(optionDiagnostics.error('invalid-option-value', endpoint.origin, { expected, found: endpoint.value }))
}
