import { keysOption } from './keys-option.ts'
import { type Details, type OptionSpec, option, ownVariable } from './option.ts'
import type { OwnServerOption } from './server-variables.ts'

const own = (name: OwnServerOption, details: Details) => option(name, details, ownVariable(name))

/** The options of a gate in front of MLflow, wherever a command opens one. */
const OPTIONS = {
  keys: keysOption(),
  service: option('service', {
    kind: 'value',
    valueName: 'NAME',
    default: '`platform`',
    help: 'let in keys of this service',
  }),
  'upstream-timeout': own('upstream-timeout', {
    kind: 'value',
    valueName: 'TIME',
    default: '`300s`',
    help: 'how long MLflow may take for an answer: it stores an upload first',
  }),
  'max-body': own('max-body', {
    kind: 'value',
    valueName: 'SIZE',
    default: 'any size',
    help: 'the largest body of a request, as `512MiB` or `10GB`',
  }),
  'tls-cert': own('tls-cert', {
    kind: 'value',
    valueName: 'FILE',
    completes: 'file',
    help: 'speak TLS with the certificate in this file, in PEM, its chain behind it',
  }),
  'tls-key': own('tls-key', {
    kind: 'value',
    valueName: 'FILE',
    completes: 'file',
    help: 'the key of the certificate, in PEM, without a password',
  }),
} as const satisfies Readonly<Record<string, OptionSpec>>

export type GateOptionName = keyof typeof OPTIONS

export const GATE_OPTION_NAMES = Object.keys(OPTIONS) as readonly GateOptionName[]

/** The row of an option of the gate. @param group of the command's own table */
export function gateOption(name: GateOptionName, group: string | null = null): OptionSpec {
  return { ...OPTIONS[name], group }
}

/** Where a command listens. @param variables by which MLflow's own server takes host and port, if they count */
export function listenOptions(port: string, variables: { host: string; port: string } | null = null): OptionSpec[] {
  return [
    option('host', {
      group: 'address',
      kind: 'value',
      valueName: 'HOST',
      variable: variables?.host ?? null,
      default: '`127.0.0.1`',
      help: 'the address to listen at',
    }),
    option('port', {
      group: 'address',
      kind: 'value',
      valueName: 'PORT',
      variable: variables?.port ?? null,
      default: `\`${port}\``,
      help: 'the port to listen on; `0` takes a free one',
    }),
  ]
}
