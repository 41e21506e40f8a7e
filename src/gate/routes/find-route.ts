import { decodeOnce, decodings } from '../percent.ts'
import { findKnownRoute } from './patterns.ts'
import type { ArtifactUse, Route } from './route.ts'

/** The name of a route that no table has. */
export const UNKNOWN_ROUTE = 'unknown'

/** The folder of MLflow's workspaces among the artifacts. */
const WORKSPACES = 'workspaces'

/** The folder of all routes to artifacts by their path, and the words after it that a path follows. */
const ARTIFACTS = /^\/(?:ajax-)?api\/2\.0\/mlflow-artifacts\//
const BEFORE_PATH = /^\/(?:ajax-)?api\/2\.0\/mlflow-artifacts\/(?:artifacts|presigned|mpu\/[^/]*)(?=\/)/
const ARTIFACTS_BY_QUERY =
  /^(?:\/get-artifact|\/model-versions\/get-artifact|\/(?:ajax-)?api\/2\.0\/mlflow\/upload-artifact)$/

/**
 * Finds the route of a request. One that no table has may be read; anything else needs the highest scope, because nobody
 * has said what it does.
 *
 * @param path behind the prefix, as it was written, without a query. `readTarget` has accepted it
 */
export function findRoute(method: string, path: string): Route {
  const decoded = decodeOnce(path) ?? path
  const artifacts = artifactUse(path, decoded)
  const known = findKnownRoute(method, decoded)
  if (known) {
    const scope = isWholeExperiment(method, artifacts) ? 'admin' : known.scope
    return { name: known.name, scope, handler: 'forward', artifacts }
  }
  const scope = method === 'GET' || method === 'HEAD' ? 'read' : 'admin'
  return { name: UNKNOWN_ROUTE, scope, handler: 'forward', artifacts }
}

function artifactUse(path: string, decoded: string): ArtifactUse | null {
  const [before] = BEFORE_PATH.exec(decoded) ?? []
  if (before !== undefined) {
    // No segment has an encoded slash, so both have the same number.
    const segments = path.split('/').slice(before.split('/').length)
    return { path: segments.join('/'), isWrittenByQuery: false }
  }
  const isArtifacts = ARTIFACTS.test(`${decoded}/`) || ARTIFACTS_BY_QUERY.test(decoded)
  return isArtifacts ? { path: null, isWrittenByQuery: decoded.endsWith('/upload-artifact') } : null
}

/**
 * MLflow deletes folders with all that is in them. The first one of a path is an experiment's; with workspaces, it is
 * `workspaces/WORKSPACE/EXPERIMENT`.
 */
function isWholeExperiment(method: string, artifacts: ArtifactUse | null): boolean {
  const segments = artifacts?.path?.split('/').filter((segment) => segment !== '') ?? []
  // What cannot be decoded to an end is refused elsewhere; until then, the longer form counts.
  const first = decodings(segments[0] ?? '')?.at(-1) ?? WORKSPACES
  const least = first === WORKSPACES ? 4 : 2
  return method === 'DELETE' && artifacts !== null && segments.length < least
}
