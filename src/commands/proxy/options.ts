import { gateOption, listenOptions } from '../../options/gate-options.ts'
import { option } from '../../options/option.ts'

/** The options of `proxy`, in the order in which help shows them. */
export const PROXY_OPTIONS = [
  option('upstream', {
    group: 'MLflow',
    kind: 'value',
    valueName: 'ADDRESS',
    help: 'where MLflow listens: `http://HOST:PORT/PREFIX`, or `unix:/PATH:/PREFIX` for a Unix socket',
  }),
  gateOption('upstream-timeout', 'MLflow'),
  ...listenOptions('8080'),
  option('path-prefix', {
    group: 'address',
    kind: 'value',
    valueName: 'PATH',
    default: '`/api/mlflow`',
    help: 'what the paths of clients begin with; `/` for nothing',
  }),
  gateOption('tls-cert', 'address'),
  gateOption('tls-key', 'address'),
  gateOption('keys', 'keys'),
  gateOption('service', 'keys'),
  gateOption('max-body', 'limits'),
  option('grace', {
    group: 'limits',
    kind: 'value',
    valueName: 'TIME',
    default: '`30s`',
    help: 'how long requests that are running may take when the gate is asked to stop',
  }),
]
