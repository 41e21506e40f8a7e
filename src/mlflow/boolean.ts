import type { Sourced } from '../model/origin.ts'
import { refuseValue } from './refuse-value.ts'

/** Reads a switch as MLflow does. @throws {LauncherError} invalid-option-value */
export function parseMlflowBoolean(setting: Sourced): boolean {
  if (isMlflowTrue(setting.value)) return true
  if (/^\s*(?:0|false|f|no|n|off)\s*$/i.test(setting.value)) return false
  return refuseValue(setting, 'true or false')
}

/** Whether MLflow takes a value for yes. @see click.types.BoolParamType */
export function isMlflowTrue(value: string): boolean {
  return /^\s*(?:1|true|t|yes|y|on)\s*$/i.test(value)
}
