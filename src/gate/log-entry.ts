/** What is told of a request when it has ended. No secret, and nothing of a query. */
export interface LogEntry {
  /** When it began, as `2026-01-31T12:00:00.000Z`. */
  readonly time: string
  /** The id of the key; null without one. */
  readonly key: string | null
  readonly service: string
  /** Null if it was no request that could be read. */
  readonly method: string | null
  /** As MLflow routes it, without names and ids; `unknown` if no table has it; null if it did not get as far. */
  readonly route: string | null
  /** Of the answer; 499 if the client went before there was one. */
  readonly status: number
  /** Of the body. */
  readonly bytesIn: number
  readonly bytesOut: number
  readonly ms: number
}

/** nginx's own: the client has gone, and nobody was answered. */
export const CLIENT_GONE = 499

/** Of what could not be read as a request. @param bytesOut of the body */
export function rawEntry(service: string, method: string | null, status: number, bytesOut: number): LogEntry {
  return {
    time: new Date().toISOString(),
    key: null,
    service,
    method,
    route: null,
    status,
    bytesIn: 0,
    bytesOut,
    ms: 0,
  }
}
