import { formatSource } from '../../../model/format.ts'
import { nameOf } from '../../../model/origin.ts'
import { inPlace } from '../store/place.ts'
import type { AskedServer } from './server-check.ts'

/** The line with another tracking URI. */
export function lineOf({ context }: AskedServer, uri: string): string {
  const origin = context.run.configuration?.trackingUri.origin ?? null
  const isOwn = origin !== null && nameOf(origin) === 'MLFLOW_TRACKING_URI'
  return `MLFLOW_TRACKING_URI=${uri}${inPlace(context, isOwn ? origin : null)}`
}

/** Where the tracking URI is corrected. */
export function correct({ context }: AskedServer): string {
  const origin = context.run.configuration?.trackingUri.origin
  if (!origin || nameOf(origin) !== 'MLFLOW_TRACKING_URI') return `set MLFLOW_TRACKING_URI${inPlace(context)}`
  return `correct MLFLOW_TRACKING_URI in ${formatSource(origin)}`
}
