// What a page writes and a reader replaces, and what the tests put in its place.
import type { Account } from '../account.ts'

export interface Values {
  readonly bucket: string
  /** The project's account, and that of the shell. */
  readonly project: Account
  /** The id of the project's keys before the page made new ones. */
  readonly oldKeyId: string
  readonly shell: Account
  /** Of the store, and of the tracking server. */
  readonly endpoint: string
  readonly port: number
  readonly otherPort: number
  /** The project's folder, and the folder of the launcher's program. */
  readonly folder: string
  readonly bin: string
}

type Row = readonly [written: RegExp, value: (values: Values) => string]

const TABLE: readonly Row[] = [
  [/\bmy-bucket\b/g, ({ bucket }) => bucket],
  [/AKIA…WORK\b/g, ({ shell }) => shell.keyId],
  [/…WORK\b/g, ({ shell }) => `…${shell.keyId.slice(-4)}`],
  [/AKIA…OLD1\b/g, ({ oldKeyId }) => oldKeyId],
  [/AKIA…(?:1LAB\b)?/g, ({ project }) => project.keyId],
  [/…1LAB\b/g, ({ project }) => `…${project.keyId.slice(-4)}`],
  [/\bwJalr…/g, ({ project }) => project.secret],
  [/(?<=\bMLFLOW_AWS_SECRET_ACCESS_KEY=)…/g, ({ project }) => project.secret],
  [/(?<=\bAWS_SECRET_ACCESS_KEY=)…/g, ({ shell }) => shell.secret],
  // The store that pages call by a name, or by the port of MinIO and others.
  [/https:\/\/s3\.example\.com\b/g, ({ endpoint }) => endpoint],
  [/http:\/\/(?:localhost|127\.0\.0\.1):(?:8333|9000)\b/g, ({ endpoint }) => endpoint],
  [/(?<=\b(?:localhost|127\.0\.0\.1):)5000\b/g, ({ port }) => `${port}`],
  [/(?<=\b(?:localhost|127\.0\.0\.1):|--port[ =]|MLFLOW_PORT=)(?:5001|8080)\b/g, ({ otherPort }) => `${otherPort}`],
  [/\/home\/me\/project\b/g, ({ folder }) => folder],
  [/\/usr\/local\/bin(?=\/with-mlflow-env\b)/g, ({ bin }) => bin],
]

export function fillIn(text: string, values: Values): string {
  return TABLE.reduce((filled, [written, value]) => filled.replace(written, () => value(values)), text)
}
