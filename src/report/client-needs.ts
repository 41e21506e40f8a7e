import { isBypassed } from '../mlflow/presigned.ts'
import type { ArtifactSettings } from '../mlflow/settings.ts'
import { isS3Uri } from '../model/uri.ts'

/** What clients need for artifacts that the server proxies. */
export function clientNeeds(artifacts: ArtifactSettings): string {
  const isS3 = isS3Uri(artifacts.destination?.value ?? '')
  const credentials = `clients need no ${isS3 ? 'AWS ' : ''}credentials`
  if (!isBypassed(artifacts)) return `${credentials} and no access to the store`
  // Only S3 keeps the content encoding that MLflow gives such a file, and only S3 has presigned downloads.
  return `${credentials} but network access to the store${isS3 ? ', and get .gz files unpacked' : ''}`
}
