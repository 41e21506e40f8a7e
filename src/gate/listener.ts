import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Limits } from './limits.ts'

/** What a header may have in all, in bytes. */
const MAX_HEADER_BYTES = 16_384

/** A certificate with its chain, and its key, in PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** Node's server with every limit and strictness named: its defaults, or NODE_OPTIONS, could say otherwise. */
export function createListener(tls: Certificate | undefined, limits: Limits): Server {
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    // Explicitly, because NODE_OPTIONS could say otherwise.
    insecureHTTPParser: false,
    // The gate refuses it itself, with its own words.
    requireHostHeader: false,
    headersTimeout: limits.headersMs,
    keepAliveTimeout: limits.keepAliveMs,
    // A large body takes as long as it takes; `StallWatch` looks whether it comes at all.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.max(10, Math.min(1000, limits.headersMs / 4)),
  }
  const server = tls
    ? createTlsServer({ ...options, ...tls, handshakeTimeout: limits.handshakeMs, minVersion: 'TLSv1.2' })
    : createServer(options)
  // None is left out unseen: `findFramingProblem` counts them.
  server.maxHeadersCount = 0
  return server
}
