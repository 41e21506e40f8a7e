import type { Sourced } from '../model/origin.ts'
import type { Source } from '../model/source.ts'

/** The variable that Kubernetes sets as well, if a Service is called `mlflow`: `tcp://10.0.0.1:5000`. */
const NAME = 'MLFLOW_PORT'

/** The sources without such a link, which nobody has named as a port. @param report takes a link that was passed over */
export function withoutServiceLinks(sources: readonly Source[], report?: (link: Sourced) => void): Source[] {
  return sources.map((source) => {
    const link = source.kind === 'environment' ? source.get(NAME) : undefined
    if (!link || !/^(?:tcp|udp|sctp):\/\//i.test(link.value)) return source
    report?.(link)
    return { ...source, get: (name) => (name === NAME ? undefined : source.get(name)) }
  })
}
