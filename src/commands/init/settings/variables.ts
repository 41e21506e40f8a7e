import {
  ACCESS_KEY_ID,
  DEFAULT_REGION,
  PROFILE,
  SECRET_ACCESS_KEY,
  SESSION_TOKEN,
} from '../../../credentials/project-variables.ts'
import type { Sourced } from '../../../model/origin.ts'

export const ENDPOINT = 'MLFLOW_S3_ENDPOINT_URL'
export const ARTIFACT_ROOT = 'MLFLOW_ARTIFACT_ROOT'
export const TRACKING_URI = 'MLFLOW_TRACKING_URI'
export const STRICT = 'WITH_MLFLOW_ENV_STRICT'
export const ALLOW_FALLBACK = 'WITH_MLFLOW_ENV_ALLOW_FALLBACK'

/** The keys of an account, which belong together. */
export const KEYS: readonly string[] = [ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN]
/** Every way to name an account. */
export const IDENTITY: readonly string[] = [...KEYS, PROFILE]

/** What `init` writes, in the order of the file, in paragraphs with a comment each. */
export const PARAGRAPHS: readonly { readonly comment: string; readonly names: readonly string[] }[] = [
  { comment: 'The keys of this project only. They are one set: replace them together.', names: KEYS },
  { comment: 'The profile of ~/.aws that this project uses.', names: [PROFILE] },
  { comment: 'The region.', names: [DEFAULT_REGION] },
  { comment: 'The store, which is not AWS.', names: [ENDPOINT] },
  { comment: 'Where artifacts go.', names: [ARTIFACT_ROOT] },
  { comment: 'The tracking server.', names: [TRACKING_URI] },
  { comment: "Refuse the shell's own credentials if this project's are missing.", names: [STRICT] },
  { comment: "Use the shell's own credentials, without a warning.", names: [ALLOW_FALLBACK] },
]

/** Every variable that `init` may write. */
export const VARIABLES: readonly string[] = PARAGRAPHS.flatMap(({ names }) => names)

/** Values by variable, each with where it came from. */
export type Settings = ReadonlyMap<string, Sourced>
