import type { DoctorCheck } from '../../check.ts'
import { artifactMode } from './artifact-mode.ts'
import { artifactRoundTrip } from './artifact-round-trip.ts'
import { experimentLocation } from './experiment-location.ts'
import { keyForm } from './key-form.ts'
import { keyScope } from './key-scope.ts'
import { runStore } from './run-store.ts'
import { serverAnswer } from './server-answer.ts'
import { serverGate } from './server-gate.ts'
import { serverHost } from './server-host.ts'
import { serverKey } from './server-key.ts'
import { serverLogin } from './server-login.ts'
import { serverOrigin } from './server-origin.ts'
import { serverPrefix } from './server-prefix.ts'
import { serverProject } from './server-project.ts'
import { serverSettings } from './server-settings.ts'
import { serverVersion } from './server-version.ts'

/** In the order in which results are shown. */
export const SERVER_CHECKS: readonly DoctorCheck[] = [
  runStore,
  serverSettings,
  serverAnswer,
  serverProject,
  serverPrefix,
  serverHost,
  serverOrigin,
  serverLogin,
  keyForm,
  serverGate,
  serverKey,
  keyScope,
  serverVersion,
  artifactMode,
  artifactRoundTrip,
  experimentLocation,
]
