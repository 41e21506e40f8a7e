import type { Scope } from '../../keys/scope.ts'
import { KNOWN_ROUTES } from './known-routes.ts'

/** What is known of a route. */
export interface KnownRoute {
  readonly name: string
  readonly scope: Scope
}

interface Pattern extends KnownRoute {
  readonly match: RegExp
}

/** The routes of one method: those without a variable part by their path, and the others. */
interface Routes {
  readonly exact: Map<string, KnownRoute>
  readonly patterns: Pattern[]
}

const BY_METHOD = new Map<string, Routes>()
for (const [method, name, scope] of KNOWN_ROUTES) {
  const routes: Routes = BY_METHOD.get(method) ?? { exact: new Map(), patterns: [] }
  BY_METHOD.set(method, routes)
  if (name.includes('*')) routes.patterns.push({ name, scope, match: toExpression(name) })
  else routes.exact.set(name, { name, scope })
}
/** The paths of every method: OPTIONS is asked of all of them. */
const ALL = [...BY_METHOD.keys()]

/** `*` is one segment, `**` any number. */
function toExpression(name: string): RegExp {
  const parts = name.split(/(\*\*?)/).map((part) => {
    return part === '**' ? '.*' : part === '*' ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 's')
}

/** @param path decoded once, as MLflow's routers see it */
export function findKnownRoute(method: string, path: string): KnownRoute | null {
  if (method === 'HEAD') return findKnownRoute('GET', path)
  if (method === 'OPTIONS') {
    const known = ALL.map((each) => findKnownRoute(each, path)).find((found) => found !== null)
    return known ? { name: known.name, scope: 'read' } : null
  }
  const name = path.replace(/^\/ajax-api\//, '/api/')
  const routes = BY_METHOD.get(method)
  return routes?.exact.get(name) ?? routes?.patterns.find(({ match }) => match.test(name)) ?? null
}
