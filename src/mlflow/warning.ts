import type { Origin } from '../model/origin.ts'

/** What a person should know about the server's settings. Worded in `report/server-warning.ts`. */
export type ServerWarning =
  /** MLflow's own name and what deployments call it differ in one place. */
  | { readonly code: 'alias-differs'; readonly used: Origin; readonly other: Origin }
  | {
      readonly code: 'password-on-command-line'
      readonly option: string
      /** Where it should stand; null where nothing is known. */
      readonly variable: string | null
    }
