import type { Sourced } from '../model/origin.ts'
import { parseMlflowBoolean } from './boolean.ts'
import { refuseValue } from './refuse-value.ts'
import { isServiceLink } from './service-link.ts'

/* As with MLflow, blanks around a number or a switch do not count. */

/** Node's timers fire at once if they are much longer. */
const MAX_DURATION_S = 86_400
/** More than any machine has use for: each takes some 300 MB. */
const MAX_WORKERS = 1_000

const NOT_A_LINK =
  "a port from 1 to 65535, not Kubernetes' link to a Service (set enableServiceLinks: false for the pod)"

/** @throws {LauncherError} invalid-option-value */
export function parsePort(setting: Sourced): Sourced<number> {
  const port = /^\s*\d{1,5}\s*$/.test(setting.value) ? Number(setting.value) : Number.NaN
  if (isServiceLink(setting.value)) refuseValue(setting, NOT_A_LINK)
  if (!(port <= 65_535)) refuseValue(setting, 'a port from 1 to 65535, or 0 for a free one')
  return { value: port, origin: setting.origin }
}

/** @throws {LauncherError} invalid-option-value */
export function parseWorkers(setting: Sourced): Sourced<number> {
  const { value, origin } = setting
  if (!/^\s*[1-9]\d{0,3}\s*$/.test(value) || Number(value) > MAX_WORKERS) {
    refuseValue(setting, `a whole number of workers from 1 to ${MAX_WORKERS}`)
  }
  return { value: Number(value), origin }
}

/** @throws {LauncherError} invalid-option-value */
export function parseSeconds(setting: Sourced): Sourced<number> {
  const seconds = /^\s*\d+(?:\.\d+)?\s*$/.test(setting.value) ? Number(setting.value) : Number.NaN
  if (!(seconds > 0 && seconds <= MAX_DURATION_S)) {
    refuseValue(setting, `a number of seconds above 0, up to ${MAX_DURATION_S}`)
  }
  return { value: seconds, origin: setting.origin }
}

/** @throws {LauncherError} invalid-option-value */
export function parseSwitch(setting: Sourced): Sourced<boolean> {
  return { value: parseMlflowBoolean(setting), origin: setting.origin }
}

/** @throws {LauncherError} invalid-option-value: a URL, an address with its port, or nothing like a host's name */
export function validateHost(host: Sourced): Sourced {
  const isName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?$/.test(host.value)
  const isIpv6 = /^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%\w+)?$/.test(host.value) && !/^[^:]*:\d*$/.test(host.value)
  if (isName || isIpv6) return host
  return refuseValue(
    host,
    "a host's name or address alone, such as 127.0.0.1 or ::1 (the port has an option of its own)",
  )
}

/**
 * Applies MLflow's own rules, and allows only what can be part of a path.
 *
 * @throws {LauncherError} invalid-option-value
 */
export function validatePrefix(prefix: Sourced): Sourced {
  if (/^(?:\/[A-Za-z0-9._~-]+)+$/.test(prefix.value) && !/\/\.{1,2}(?:\/|$)/.test(prefix.value)) return prefix
  return refuseValue(
    prefix,
    "a path of letters (a-z), digits and . _ ~ -, that starts with '/' and does not end with it, such as /mlflow",
  )
}
