import type { Configuration } from '../../../configure/configuration.ts'
import { formatRegion, formatUri, printable, quoteProfile } from '../../../model/format.ts'
import type { Session } from '../../session.ts'

/** What boto3 has otherwise than it was resolved, each as a part of a sentence. */
export function findDifferences(session: Session, configuration: Configuration): string[] {
  return [
    ...differenceOfKeys(session, configuration),
    ...differenceOfRegion(session, configuration),
    ...differenceOfEndpoint(session, configuration),
  ]
}

function differenceOfKeys(session: Session, { credentials, options }: Configuration): string[] {
  const { method, keySuffix, hasToken } = session
  const { accessKeyIdSuffix, profile, column } = credentials
  if (method === null || options.keepAws) return []
  if (column === 'profile' && profile) {
    if (method === 'env')
      return [`the key …${printable(keySuffix ?? '')}, not the profile ${quoteProfile(profile.value)}`]
    const used = session.profile === null ? 'no profile' : `the profile ${quoteProfile(session.profile)}`
    return session.profile === profile.value ? [] : [`${used}, not ${quoteProfile(profile.value)}`]
  }
  if (accessKeyIdSuffix === null) return []
  if (keySuffix !== accessKeyIdSuffix) {
    return [`the key …${printable(keySuffix ?? '')}, not …${printable(accessKeyIdSuffix)}`]
  }
  if (column !== 'project' || hasToken === credentials.hasSessionToken) return []
  return [hasToken ? 'a session token that does not belong to the key' : 'the key without its session token']
}

function differenceOfRegion({ region: used }: Session, { region, options }: Configuration): string[] {
  const resolved = (region.exported ?? region.own)?.value
  if (!resolved || used === null || used === resolved || options.keepAws) return []
  return [`the region ${formatRegion(used)}, not ${formatRegion(resolved)}`]
}

/** Of `boto3.client('s3')`, which scripts use for their data; MLflow names its endpoint itself. */
function differenceOfEndpoint({ endpoint: used }: Session, { endpoint, options }: Configuration): string[] {
  if (!endpoint || used === null || options.keepAws || originOf(used) === originOf(endpoint.value)) return []
  return [`the endpoint ${formatUri(used)}, not ${formatUri(endpoint.value)}`]
}

/** Scheme, host and port as they are compared; the text itself if it is no URL. */
function originOf(endpoint: string): string {
  try {
    return new URL(endpoint).origin
  } catch {
    return endpoint
  }
}
