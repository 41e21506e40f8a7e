/** How long and how much the gate waits for others. Times in milliseconds. */
export interface Limits {
  /** Until a request's headers are complete. */
  readonly headersMs: number
  /** Until a TLS connection has its handshake. */
  readonly handshakeMs: number
  /** A body must make some progress in this time, if it is the client that is waited for. */
  readonly bodyWindowMs: number
  /** What counts as progress, in bytes. */
  readonly bodyWindowBytes: number
  /** A client must take something of its answer in this time. */
  readonly readerMs: number
  /** Until MLflow answers, and between two pieces of its answer. */
  readonly upstreamMs: number
  /** How long an idle connection to MLflow is kept: uvicorn closes it after 5 s, gunicorn after 2. */
  readonly upstreamIdleMs: number
  /** How long an idle connection is kept at least. */
  readonly keepAliveMs: number
  /** How long, and how much of, a body is read on after a refusal, so that its client gets to see the answer. */
  readonly drainMs: number
  readonly drainBytes: number
  /** The same, while nothing comes. */
  readonly drainIdleMs: number
  /** How long connections may take to close that were cut off. */
  readonly cutOffMs: number
}

export const DEFAULT_LIMITS: Limits = {
  headersMs: 30_000,
  handshakeMs: 10_000,
  bodyWindowMs: 30_000,
  bodyWindowBytes: 1024,
  readerMs: 120_000,
  upstreamMs: 300_000,
  upstreamIdleMs: 1_000,
  keepAliveMs: 65_000,
  drainMs: 60_000,
  drainBytes: 2 ** 30,
  drainIdleMs: 3_000,
  cutOffMs: 1_000,
}

/**
 * The limits of a gate. A balancer in front has to wait longer than `upstreamMs`, so that clients get to see the gate's own
 * answer, and keeps its idle connections for as long. The gate keeps them even longer: if it closed one at the moment in
 * which the balancer uses it, a request would be lost.
 */
export function limitsOf(upstreamMs: number, others: Partial<Limits> = {}): Limits {
  return { ...DEFAULT_LIMITS, upstreamMs, keepAliveMs: upstreamMs + DEFAULT_LIMITS.keepAliveMs, ...others }
}
