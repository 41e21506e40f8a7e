import type { Scope } from '../../keys/scope.ts'

/** What a request is for, as MLflow routes it. */
export interface Route {
  /** As the log shows it, without the names and ids of a request: `/api/2.0/mlflow/runs/create`. */
  readonly name: string
  readonly scope: Scope
  /** Who answers it. */
  readonly handler: 'forward'
  /** What it has to do with the artifacts that the server hands out. */
  readonly artifacts: ArtifactUse | null
}

export interface ArtifactUse {
  /** The artifact's path as it was written in the request's; null if it is not a part of it. */
  readonly path: string | null
  /** Whether the query has the path that is written to. */
  readonly isWrittenByQuery: boolean
}
