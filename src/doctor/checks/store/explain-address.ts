import { throughProxy, wordUnusable } from '../../../checks/store-wording.ts'
import { formatOrigin, formatUri, printable } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import type { DoctorContext, StoreRoot } from '../../context.ts'
import { bypassLine } from '../machine/no-proxy.ts'
import type { Finding } from './finding.ts'
import { inPlace } from './place.ts'

const ENDPOINT = 'MLFLOW_S3_ENDPOINT_URL'
/** Ports at which stores have their pages, or other services, and those at which they speak S3. */
const S3_PORTS: Readonly<Record<string, string>> = { 9001: '9000', 9090: '9000', 8888: '8333', 9333: '8333' }

/** Why the store does not answer, or what answers instead. */
export function explainAddress(context: DoctorContext, root: StoreRoot, finding: Finding): CheckResult {
  const endpoint = context.run.configuration?.endpoint ?? null
  const where = endpoint ? `${formatUri(endpoint.value)}, ${formatOrigin(endpoint.origin)}` : formatOrigin(root.origin)
  if (finding.speaks && endpoint) return explainScheme(context, finding, where)
  if (finding.kind === 'unreachable') return explainSilence(context, finding, where)
  const { found, remedy } = wordUnusable({ bucket: root.bucket, ...finding })
  return fail(found, where, correctedLine(context, finding) ?? remedy)
}

function explainSilence(context: DoctorContext, { reason, proxy }: Finding, where: string): CheckResult {
  const endpoint = context.run.configuration?.endpoint ?? null
  const found = `the store does not answer (${printable(reason)}${throughProxy(proxy)})`
  if (proxy)
    return fail(
      found,
      where,
      `${bypassLine(context.env, [hostOf(endpoint?.value) ?? 'the host of the store'])}, or correct ${printable(proxy)}`,
    )
  if (!endpoint)
    return fail(
      found,
      where,
      `connect this machine to the internet, or name the proxy that leads there in HTTPS_PROXY, or the store in ${ENDPOINT} if it is not AWS`,
    )
  const line = `${ENDPOINT}=…${inPlace(context, endpoint.origin)}`
  if (/not known|no address|name resolution|nodename/i.test(reason)) {
    return fail(found, where, `correct the host's name: ${line}`)
  }
  if (/closed|reset by peer|broken pipe/i.test(reason)) {
    const look = `look what listens at ${formatUri(endpoint.value)}: it is no store, or one that fails`
    return fail(found, where, `${look}; or correct the address: ${line}`)
  }
  if (/refused/i.test(reason)) return fail(found, where, `start the store, or correct the port: ${line}`)
  return fail(found, where, `see to the store and the way to it (a firewall, a VPN), or correct its address: ${line}`)
}

/** What listens there closed the connection, and speaks the other one of http and https. */
function explainScheme(context: DoctorContext, { reason, speaks }: Finding, where: string): CheckResult {
  const endpoint = context.run.configuration?.endpoint ?? null
  const value = (endpoint?.value ?? '').replace(/^https?/i, String(speaks))
  const found = speaks === 'https' ? 'the store expects TLS' : 'the store does not use TLS'
  return fail(
    `${found} (${printable(reason)})`,
    where,
    `${ENDPOINT}=${formatUri(value)}${inPlace(context, endpoint?.origin)}`,
  )
}

/** The line with the address that is most likely meant; null if there is no guess. */
function correctedLine(context: DoctorContext, { cause, reason }: Finding): string | null {
  const endpoint = context.run.configuration?.endpoint ?? null
  const url = urlOf(endpoint?.value)
  if (!endpoint || !url) return null
  const line = (value: string) => `${ENDPOINT}=${formatUri(value)}${inPlace(context, endpoint.origin)}`
  const at = (protocol: string, port: string) => `${protocol}//${url.hostname}${port === '' ? '' : `:${port}`}`
  if (cause === 'no tls') return line(at('http:', url.port))
  if (cause !== 'no store') return null
  if (/expects https/.test(reason)) return line(at('https:', url.port))
  const port = S3_PORTS[url.port]
  return port ? line(at(url.protocol, port)) : null
}

function urlOf(text: string | undefined): URL | null {
  try {
    return new URL(text ?? '')
  } catch {
    return null
  }
}

function hostOf(text: string | undefined): string | null {
  const url = urlOf(text)
  return url ? printable(url.hostname) : null
}
