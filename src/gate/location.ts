import { afterPrefix } from './prefix.ts'

/** Where both sides are, to turn an address of the one into an address of the other. Prefixes without a slash at the end. */
export interface Places {
  readonly prefix: string
  readonly upstreamPrefix: string
  /** What MLflow is addressed as: `127.0.0.1:5000`. */
  readonly upstreamHost: string
}

/** Where MLflow redirects to, as seen from outside. Addresses that are not behind the gate stay. */
export function mapLocation(location: string, { prefix, upstreamPrefix, upstreamHost }: Places): string {
  const own = [`http://${upstreamHost}`, `https://${upstreamHost}`, `//${upstreamHost}`]
  const origin = own.find((each) => {
    const isOwn = location.toLowerCase().startsWith(each.toLowerCase())
    return isOwn && /^(?:$|[/?#])/.test(location.slice(each.length))
  })
  const local = origin === undefined ? location : location.slice(origin.length)
  if (origin === undefined && !/^\/(?!\/)/.test(local)) return location
  const [path = ''] = /^[^?#]*/.exec(local) ?? []
  const rest = afterPrefix(path === '' ? '/' : path, upstreamPrefix)
  return rest === null ? location : `${prefix}${rest === '' ? '/' : rest}${local.slice(path.length)}`
}
