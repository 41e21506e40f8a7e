import { isForSharedCaches, privateCacheControl } from './cache-control.ts'
import { mapLocation, type Places } from './location.ts'
import { headerPairs, headerValues } from './request-head.ts'
import { connectionHeaders } from './request-headers.ts'

/** MLflow's answer as the client gets it: without what is about the connection behind the gate, and for this client alone. */
export function clientHeaders(rawHeaders: readonly string[], places: Places): string[] {
  const ofConnection = connectionHeaders(rawHeaders)
  const headers: string[] = []
  for (const [name, value] of headerPairs(rawHeaders)) {
    const key = name.toLowerCase()
    if (ofConnection.has(key) || key.startsWith('proxy-auth')) continue
    if (key === 'cache-control' || isForSharedCaches(key)) continue
    headers.push(name, key === 'location' ? mapLocation(value, places) : value)
  }
  headers.push('Cache-Control', privateCacheControl(headerValues(rawHeaders, 'cache-control')))
  return headers
}
