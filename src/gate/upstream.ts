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
 * A connection of its own for each request. MLflow may close an idle one at any moment, also while a request is on its way,
 * and then nobody knows whether it was acted on.
 */
const fresh = new Agent({ keepAlive: false })

/**
 * A request whose head is already right, to MLflow. It is not repeated here.
 *
 * @param rest behind the prefix
 * @param agent one that uses connections again is for requests that can be repeated only
 */
export function requestUpstream(
  address: UpstreamAddress,
  method: string,
  rest: string,
  headers: readonly string[],
  agent: Agent = fresh,
): ClientRequest {
  const where: RequestOptions =
    address.kind === 'unix' ? { socketPath: address.path } : { host: address.host, port: address.port }
  // An array, which Node's types do not know, keeps the order, and headers that are there twice.
  const asWritten = headers as unknown as RequestOptions['headers'] & {}
  const { prefix } = address
  return request({ ...where, agent, method, path: prefix + rest, headers: asWritten, insecureHTTPParser: false })
}
