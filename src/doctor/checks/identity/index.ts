import type { DoctorCheck } from '../../check.ts'
import { caller } from './caller.ts'
import { configuration } from './configuration.ts'
import { credentials } from './credentials.ts'
import { otherProfiles } from './other-profiles.ts'
import { session } from './session.ts'
import { setAgain } from './set-again.ts'
import { shellVariables } from './shell-variables.ts'
import { tokenExpiry } from './token-expiry.ts'

/** In the order in which results are shown. */
export const IDENTITY_CHECKS: readonly DoctorCheck[] = [
  configuration,
  credentials,
  session,
  caller,
  shellVariables,
  setAgain,
  otherProfiles,
  tokenExpiry,
]
