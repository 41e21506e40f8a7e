import { allows } from '../keys/scope.ts'
import { admit, isSentByBrowsers } from './admission.ts'
import { hasMistakenArtifactPath, isMistakenArtifactPath } from './artifact-path.ts'
import { isCrossSite } from './cross-site.ts'
import { type Framing, findFramingProblem, readFraming } from './framing.ts'
import type { AdmittedKey, GateKeys } from './keys.ts'
import { afterPrefix } from './prefix.ts'
import { REFUSALS, type Refusal, scopeRefusal } from './refusals.ts'
import { headerValues, type RequestHead } from './request-head.ts'
import { findRoute } from './routes/find-route.ts'
import type { Route } from './routes/route.ts'
import { readTarget } from './target.ts'

/** What to do with a request. */
export type Decision =
  | { readonly kind: 'health'; readonly of: 'gate' | 'upstream' }
  | {
      readonly kind: 'refuse'
      readonly refusal: Refusal
      readonly key: AdmittedKey | null
      readonly route: Route | null
    }
  | { readonly kind: 'key'; readonly key: AdmittedKey }
  | { readonly kind: 'redirect'; readonly location: string; readonly key: AdmittedKey }
  | { readonly kind: 'no artifacts'; readonly key: AdmittedKey; readonly route: Route }
  | Forward

export interface Forward {
  readonly kind: 'forward'
  readonly key: AdmittedKey
  readonly route: Route
  readonly framing: Framing
  /** The path and query behind the prefix, byte for byte. */
  readonly rest: string
}

/** What a decision depends on. */
export interface Rules {
  readonly keys: GateKeys
  readonly service: string
  /** Without a slash at the end. */
  readonly pathPrefix: string
  readonly maxBodyBytes: number | null
  readonly servesArtifacts: boolean
}

const HEALTH = new Map<string, 'gate' | 'upstream'>([
  ['/healthz', 'gate'],
  ['/readyz', 'upstream'],
])

/** Behind the prefix: what the holder of a key may know of it. MLflow has nothing of this name. */
export const KEY_PATH = '/keyz'

/** Decides about a request by its head alone: nothing of the body has been read. The key comes first. */
export function decide(head: RequestHead, rules: Rules): Decision {
  const { method, url, rawHeaders } = head
  const [path = ''] = url.split('?', 1)
  const health = HEALTH.get(path)
  if (health && (method === 'GET' || method === 'HEAD')) {
    const problem = findFramingProblem(head)
    return problem ? refuse(problem) : { kind: 'health', of: health }
  }
  const admission = admit(rules.keys, rules.service, rawHeaders)
  if (!admission.ok) return refuse(closing(REFUSALS.unauthenticated, head))
  const { record: key } = admission
  const problem = findFramingProblem(head) ?? findRequestProblem(head)
  if (problem) return refuse(problem, key)
  const target = readTarget(url)
  if (target === null) return refuse(REFUSALS.target, key)
  const rest = afterPrefix(target.path, rules.pathPrefix)
  if (rest === null) return refuse(REFUSALS.outside, key)
  if (rest === '') return { kind: 'redirect', location: `${rules.pathPrefix}/${target.query}`, key }
  if (rest === KEY_PATH && (method === 'GET' || method === 'HEAD')) return { kind: 'key', key }
  const route = findRoute(method, rest)
  const framing = readFraming(head)
  const refusal = findRouteProblem(method, target.query, route, key) ?? findSizeProblem(framing, rules)
  if (refusal) return refuse(refusal, key, route)
  if (route.artifacts && !rules.servesArtifacts) return { kind: 'no artifacts', key, route }
  return { kind: 'forward', key, route, framing, rest: rest + target.query }
}

function refuse(refusal: Refusal, key: AdmittedKey | null = null, route: Route | null = null): Decision {
  return { kind: 'refuse', refusal, key, route }
}

/** The same words; but a connection is of no use any more if it is unclear where the request ends. */
function closing(refusal: Refusal, head: RequestHead): Refusal {
  return findFramingProblem(head) ? { ...refusal, closes: true } : refusal
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function findRequestProblem(head: RequestHead): Refusal | null {
  const { method, rawHeaders } = head
  if (!METHODS.includes(method)) return REFUSALS.method
  if (isSentByBrowsers(rawHeaders) && isCrossSite(head)) return REFUSALS.crossSite
  const upgrades = headerValues(rawHeaders, 'upgrade').flatMap((value) => value.toLowerCase().split(','))
  // Others, such as curl's h2c, may be left unanswered, and are.
  return upgrades.some((protocol) => protocol.trim().startsWith('websocket')) ? REFUSALS.upgrade : null
}

function findRouteProblem(method: string, query: string, route: Route, key: AdmittedKey): Refusal | null {
  const path = route.artifacts?.path ?? null
  if (path !== null && isMistakenArtifactPath(path)) return REFUSALS.artifactPath
  if (route.artifacts?.isWrittenByQuery && hasMistakenArtifactPath(query)) return REFUSALS.artifactPath
  if (path !== null && query !== '' && method !== 'GET' && method !== 'HEAD') return REFUSALS.artifactQuery
  return allows(key.scope, route.scope) ? null : scopeRefusal(key.scope, route.scope)
}

function findSizeProblem(framing: Framing, { maxBodyBytes }: Rules): Refusal | null {
  const isTooLarge = framing.kind === 'length' && maxBodyBytes !== null && framing.bytes > maxBodyBytes
  return isTooLarge ? REFUSALS.tooLarge : null
}
