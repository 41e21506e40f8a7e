import type { Environment } from './source.ts'

/** What a run starts from. Read once, in `cli.ts`; everything else gets it as a value. */
export interface HostContext {
  readonly env: Environment
  /** The working directory, an absolute path. */
  readonly cwd: string
  readonly platform: NodeJS.Platform
  /** The user's home directory, an absolute path; null if the user has none. */
  readonly home: string | null
  /** The effective user id; null if the system has none. */
  readonly uid: number | null
  /** The platform's null device. */
  readonly nullDevice: string
}
