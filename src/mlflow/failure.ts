import type { Origin } from '../model/origin.ts'

/** What can go wrong with the server's settings and its Python, before a start. Worded in `report/server-failure.ts`. */
export type ServerFailure =
  /** A file that uvicorn is to read. */
  | { readonly code: 'other-socket'; readonly option: string }
  /** In bytes, with the name of the largest variable. */
  | { readonly code: 'server-environment-too-large'; readonly variables: number; readonly largest: string }
  | { readonly code: 'workspace-set'; readonly origin: Origin }
