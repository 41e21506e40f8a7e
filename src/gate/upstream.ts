import { Agent, type ClientRequest, type RequestOptions, request } from 'node:http'

/** Where MLflow listens. */
export type UpstreamAddress = (
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string }
) & {
  /** What comes before MLflow's own paths, without a slash at the end; empty if nothing does. */
  readonly prefix: string
}

/** What MLflow is addressed as. It knows its own machine by this name, whatever else it allows. */
export function hostOf(address: UpstreamAddress): string {
  if (address.kind === 'unix') return 'localhost'
  const { host, port } = address
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Connections that serve one request each. uvicorn closes an idle one after five seconds, at a moment that nobody can
 * know, and a streamed body cannot be sent twice.
 */
const agent = new Agent({ keepAlive: false })

/** A request whose head is already right, to MLflow. It is never repeated. @param rest behind the prefix */
export function requestUpstream(
  address: UpstreamAddress,
  method: string,
  rest: string,
  headers: readonly string[],
): ClientRequest {
  const where: RequestOptions =
    address.kind === 'unix' ? { socketPath: address.path } : { host: address.host, port: address.port }
  // An array, which Node's types do not know, keeps the order, and headers that are there twice.
  const asWritten = headers as unknown as RequestOptions['headers'] & {}
  const { prefix } = address
  return request({ ...where, agent, method, path: prefix + rest, headers: asWritten, insecureHTTPParser: false })
}
