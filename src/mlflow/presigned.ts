import type { ArtifactSettings } from './settings.ts'

/** The stores to which MLflow can give its clients presigned URLs. */
const PRESIGNED_SCHEMES = /^(?:s3|gs|wasbs):/i

/** Whether clients of a server that proxies artifacts also reach its store by themselves. */
export function isBypassed({ mode, destination, presigned }: ArtifactSettings): boolean {
  return mode === 'proxied' && presigned?.value === true && PRESIGNED_SCHEMES.test(destination?.value ?? '')
}
