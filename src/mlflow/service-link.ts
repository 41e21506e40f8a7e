import type { Sourced } from '../model/origin.ts'
import type { Source } from '../model/source.ts'

/** The variable that Kubernetes sets as well, if a Service is called `mlflow`: `tcp://10.0.0.1:5000`. */
const NAME = 'MLFLOW_PORT'

/** Whether a value is such a link, whatever holds it. */
export function isServiceLink(value: string): boolean {
  return /^(?:tcp|udp|sctp):\/\//i.test(value)
}

/**
 * Whether Kubernetes set a variable for a Service, as it does for every pod that starts later: for one called
 * `mlflow-server` there are `MLFLOW_SERVER_PORT` and seven more, which MLflow does not read.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export function isOfService(name: string, env: Source): boolean {
  const [, service] =
    /^(\w+?)_(?:SERVICE_(?:HOST|PORT(?:_\w+)?)|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:ADDR|PORT|PROTO))?)?)$/.exec(name) ??
    []
  return service !== undefined && env.kind === 'environment' && env.get(`${service}_SERVICE_HOST`) !== undefined
}

/** The sources without such a link, which nobody has named as a port. @param report takes a link that was passed over */
export function withoutServiceLinks(sources: readonly Source[], report?: (link: Sourced) => void): Source[] {
  return sources.map((source) => {
    const link = source.kind === 'environment' ? source.get(NAME) : undefined
    if (!link || !isServiceLink(link.value)) return source
    report?.(link)
    return { ...source, get: (name) => (name === NAME ? undefined : source.get(name)) }
  })
}
