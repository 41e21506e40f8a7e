import { keysOption } from '../../options/keys-option.ts'
import { option } from '../../options/option.ts'

/** The options of `proxy`, in the order in which help shows them. */
export const PROXY_OPTIONS = [
  option('upstream', {
    group: 'MLflow',
    kind: 'value',
    valueName: 'ADDRESS',
    help: 'where MLflow listens: `http://HOST:PORT/PREFIX`, or `unix:/PATH:/PREFIX` for a Unix socket',
  }),
  option('upstream-timeout', {
    group: 'MLflow',
    kind: 'value',
    valueName: 'TIME',
    default: '`300s`',
    help: 'how long MLflow may take for an answer: it stores an upload first',
  }),
  option('host', {
    group: 'address',
    kind: 'value',
    valueName: 'HOST',
    default: '`127.0.0.1`',
    help: 'the address to listen at',
  }),
  option('port', {
    group: 'address',
    kind: 'value',
    valueName: 'PORT',
    default: '`8080`',
    help: 'the port to listen on; `0` takes a free one',
  }),
  option('path-prefix', {
    group: 'address',
    kind: 'value',
    valueName: 'PATH',
    default: '`/api/mlflow`',
    help: 'what the paths of clients begin with; `/` for nothing',
  }),
  option('tls-cert', {
    group: 'address',
    kind: 'value',
    valueName: 'FILE',
    completes: 'file',
    help: 'speak TLS with the certificate in this file, in PEM, its chain behind it',
  }),
  option('tls-key', {
    group: 'address',
    kind: 'value',
    valueName: 'FILE',
    completes: 'file',
    help: 'the key of the certificate, in PEM, without a password',
  }),
  keysOption('keys'),
  option('service', {
    group: 'keys',
    kind: 'value',
    valueName: 'NAME',
    default: '`platform`',
    help: 'let in keys of this service',
  }),
  option('max-body', {
    group: 'limits',
    kind: 'value',
    valueName: 'SIZE',
    default: 'any size',
    help: 'the largest body of a request, as `512MiB` or `10GB`',
  }),
  option('grace', {
    group: 'limits',
    kind: 'value',
    valueName: 'TIME',
    default: '`30s`',
    help: 'how long requests that are running may take when the gate is asked to stop',
  }),
]
