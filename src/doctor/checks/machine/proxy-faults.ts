import { parseUrl } from '../../../mlflow/server-address.ts'
import { printable } from '../../../model/format.ts'
import type { DoctorContext } from '../../context.ts'
import { parseServer } from '../server/responses.ts'
import { parseBucket } from '../store/responses.ts'

/** A proxy that does not let requests pass to the store or the server. */
export interface ProxyFault {
  /** The variable that names the proxy. */
  readonly variable: string
  /** Where requests should go. */
  readonly host: string
  readonly reason: string
}

/** By the same answers with which the checks of the store and the server leave it to the check `proxy`. */
export async function findProxyFaults({ probe, run }: DoctorContext): Promise<ProxyFault[]> {
  const [bucket, server] = await Promise.all([
    probe.ask('bucket').then(parseBucket, () => null),
    probe.ask('server').then(parseServer, () => null),
  ])
  const faults: ProxyFault[] = []
  if (bucket?.finding?.isOfProxy) {
    const { proxy, reason } = bucket.finding
    const host = hostOf(bucket.endpoint ?? run.configuration?.endpoint?.value)
    faults.push({ variable: printable(proxy ?? 'HTTPS_PROXY'), host, reason: printable(reason) })
  }
  if (server?.finding?.kind === 'proxy') {
    const { variable, reason } = server.finding
    const host = hostOf(run.configuration?.trackingUri.value)
    faults.push({ variable: printable(variable ?? 'HTTP_PROXY'), host, reason: printable(reason) })
  }
  return faults
}

const hostOf = (uri = '') => printable(parseUrl(uri)?.host.replace(/^\[|\]$/g, '') ?? 'the host')
