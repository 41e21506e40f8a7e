import type { ProbeResponse } from '../../unanswered.ts'
import { type Finding, parseFinding, textOf } from './finding.ts'

/** The part `bucket` of the probe. */
export interface BucketResponse {
  readonly finding: Finding | null
  /** Where requests go; null if there is no client. */
  readonly endpoint: string | null
  readonly isAws: boolean
  readonly region: string | null
  /** The region is none of AWS's: `near` are those that are most like it. Null if it is one, or something answers. */
  readonly unknownRegion: { readonly near: readonly string[] } | null
  /** How far the store's clock is ahead of this machine's; null if that is not known. */
  readonly skewSeconds: number | null
  /** Where the bucket is, if each request is sent on. */
  readonly redirected: string | null
  /** Names of this account's buckets, if the one that is meant is missing. */
  readonly buckets: readonly string[]
  /** Whether it answers without MLFLOW_S3_EXPECTED_BUCKET_OWNER. */
  readonly isOfOther: boolean
}

export function parseBucket(response: ProbeResponse): BucketResponse {
  return {
    finding: parseFinding(response.finding),
    endpoint: textOf(response.endpoint),
    isAws: response.isAws === true,
    region: textOf(response.region),
    unknownRegion: response.unknownRegion ? { near: Object(response.unknownRegion).near ?? [] } : null,
    skewSeconds: typeof response.skewS === 'number' ? response.skewS : null,
    redirected: textOf(response.redirected),
    buckets: Array.isArray(response.buckets) ? response.buckets.map(String) : [],
    isOfOther: response.isOfOther === true,
  }
}

/** How one step of the round trip went. */
export type Step = { readonly finding: Finding | null } | { readonly untried: string }

/** The part `objects` of the probe. */
export interface ObjectsResponse {
  readonly key: string
  readonly put: Step
  readonly multipart: Step
  readonly abort: Step
  readonly get: Step
  readonly delete: Step
  /** The upload argument without which the store refuses. */
  readonly needs: Readonly<Record<string, string>> | null
  readonly encryption: string | null
  readonly isPublic: boolean | null
  readonly isLeft: boolean
  readonly isUploadLeft: boolean
  /** How many earlier versions are left. */
  readonly versions: number
}

export function parseObjects(response: ProbeResponse): ObjectsResponse {
  const left = Array.isArray(response.left) ? response.left : []
  const { needs } = response
  return {
    key: textOf(response.key) ?? '',
    put: parseStep(response.put),
    multipart: parseStep(response.multipart),
    abort: parseStep(response.abort),
    get: parseStep(response.get),
    delete: parseStep(response.delete),
    needs: typeof needs === 'object' && needs !== null ? (needs as Record<string, string>) : null,
    encryption: textOf(response.encryption),
    isPublic: typeof response.isPublic === 'boolean' ? response.isPublic : null,
    isLeft: left.includes('object'),
    isUploadLeft: left.includes('upload'),
    versions: typeof response.versions === 'number' ? response.versions : 0,
  }
}

function parseStep(value: unknown): Step {
  const untried = typeof value === 'object' && value !== null && 'untried' in value ? textOf(value.untried) : null
  return untried ? { untried } : { finding: parseFinding(value) }
}

export function findingOf(step: Step): Finding | null {
  return 'finding' in step ? step.finding : null
}

/** The part `bucketSettings` of the probe. Each has the store's code instead if it was not told. */
export interface SettingsResponse {
  readonly encryption: { readonly algorithm: string | null; readonly code: string }
  readonly isBlocked: boolean
  readonly isPublic: boolean
}

export function parseSettings(response: ProbeResponse): SettingsResponse {
  const encryption = Object(response.encryption)
  return {
    encryption: { algorithm: textOf(encryption.algorithm), code: textOf(encryption.code) ?? 'no answer' },
    isBlocked: Object(response.block).isWhole === true,
    isPublic: Object(response.policy).isPublic === true,
  }
}
