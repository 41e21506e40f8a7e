import type { Scope } from '../keys/scope.ts'

/**
 * An answer of the gate's own, in the form of MLflow's errors, which its client shows.
 *
 * @see mlflow/exceptions.py, RestException; the codes are those of its ErrorCode
 */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  /** Other headers, names and values in turn. */
  readonly headers?: readonly string[]
  /** Whether the connection is of no use any more: nobody knows where the next request begins. */
  readonly closes?: boolean
}

const INVALID = 'INVALID_PARAMETER_VALUE'

/** Everything that the gate refuses, with its words. None of them repeats what the client has sent. */
export const REFUSALS = {
  /** The same for every cause: it must not tell a revoked key from one that never was. */
  unauthenticated: {
    status: 401,
    code: 'UNAUTHENTICATED',
    message:
      'A valid API key is needed: set it as MLFLOW_TRACKING_TOKEN, or give it as the password of Basic authentication (MLFLOW_TRACKING_USERNAME, a login in ~/.mlflow/credentials and a .netrc entry for this host win over the token)',
    headers: ['WWW-Authenticate', 'Bearer realm="mlflow"', 'WWW-Authenticate', 'Basic realm="mlflow", charset="UTF-8"'],
  },
  malformed: {
    status: 400,
    code: 'MALFORMED_REQUEST',
    message: 'The request is not valid HTTP/1.1: check the client, or what is between it and this server',
    closes: true,
  },
  headersTooLarge: {
    status: 431,
    code: 'MALFORMED_REQUEST',
    message: 'The request has too many headers, or they are too long: send fewer',
    closes: true,
  },
  version: {
    status: 505,
    code: 'MALFORMED_REQUEST',
    message: 'Only HTTP/1.1 and HTTP/1.0 are spoken here',
    closes: true,
  },
  slowRequest: {
    status: 408,
    code: 'DEADLINE_EXCEEDED',
    message: 'The request did not arrive in time',
    closes: true,
  },
  expectation: {
    status: 417,
    code: 'MALFORMED_REQUEST',
    message: "The only expectation that can be met is '100-continue'",
    closes: true,
  },
  method: {
    status: 405,
    code: 'MALFORMED_REQUEST',
    message: 'MLflow has no use for this method',
    headers: ['Allow', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'],
    closes: true,
  },
  upgrade: {
    status: 501,
    code: 'NOT_IMPLEMENTED',
    message: 'This server has no websockets: MLflow uses none',
    closes: true,
  },
  crossSite: {
    status: 403,
    code: 'PERMISSION_DENIED',
    message:
      "A page of another site has sent this request with the browser's key: open MLflow's own page, and let a proxy in front of this server pass Host on",
  },
  target: {
    status: 400,
    code: INVALID,
    message:
      "The path can be understood in more than one way: it must be a path of this server without '.' and '..' segments, '//', encoded slashes, backslashes and control characters",
  },
  artifactPath: {
    status: 400,
    code: INVALID,
    message:
      "MLflow would take this artifact's path for another one: it must not be empty, begin with a blank, contain '#', end with '?' or ';', or be encoded twice",
  },
  artifactQuery: {
    status: 400,
    code: INVALID,
    message: "An artifact's path ends where a query begins: write '?' in a name as %3F",
  },
  outside: {
    status: 404,
    code: 'ENDPOINT_NOT_FOUND',
    message: 'There is nothing here: check the path of the tracking URI',
  },
  tooLarge: {
    status: 413,
    code: 'RESOURCE_LIMIT_EXCEEDED',
    message: 'The request is larger than this server takes (--max-body)',
  },
  upstreamDown: {
    status: 502,
    code: 'TEMPORARILY_UNAVAILABLE',
    message: 'MLflow cannot be reached, or ended without an answer: see its log',
  },
  upstreamSlow: {
    status: 504,
    code: 'DEADLINE_EXCEEDED',
    message: 'MLflow did not answer in time (--upstream-timeout): see its log',
  },
  internal: {
    status: 500,
    code: 'INTERNAL_ERROR',
    message: 'This server failed to handle the request',
    closes: true,
  },
} as const satisfies Readonly<Record<string, Refusal>>

/** A key without the scope that is needed. */
export function scopeRefusal(scope: Scope, needed: Scope): Refusal {
  const message = `The API key's scope is '${scope}', and this needs '${needed}': use another key`
  return { status: 403, code: 'PERMISSION_DENIED', message }
}
