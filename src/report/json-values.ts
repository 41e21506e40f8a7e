import { formatRegion } from '../model/format.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { describeValue } from '../model/shown.ts'

/** Where a value came from. */
export interface ConfigOrigin {
  readonly kind: 'option' | 'environment' | 'file' | 'profile' | 'server' | 'default'
  /** The option's, variable's or profile's name. */
  readonly name?: string
  /** The file's absolute path, and the line, counted from 1. */
  readonly path?: string
  readonly line?: number
}

export interface ConfigValue {
  readonly value: string
  readonly from: ConfigOrigin
}

export function toOrigin(origin: Origin): ConfigOrigin {
  if (!('name' in origin)) return { kind: origin.kind }
  if (origin.kind !== 'file') return { kind: origin.kind, name: origin.name }
  return { kind: origin.kind, name: origin.name, path: origin.path, line: origin.line }
}

export function regionValue({ value, origin }: Sourced): ConfigValue {
  return { value: formatRegion(value), from: toOrigin(origin) }
}

export function uriValue({ value, origin }: Sourced): ConfigValue {
  return { value: describeValue(value), from: toOrigin(origin) }
}
