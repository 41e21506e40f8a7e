import type { Profiles } from '../../../aws-config/profiles.ts'
import { checkEndpoint } from '../../../credentials/check-endpoint.ts'
import { checkProfiles } from '../../../credentials/check-profiles.ts'
import { resolveCredentials } from '../../../credentials/index.ts'
import {
  ACCESS_KEY_ID,
  DEFAULT_REGION,
  PROFILE,
  SECRET_ACCESS_KEY,
  SESSION_TOKEN,
} from '../../../credentials/project-variables.ts'
import { checkRegion } from '../../../credentials/validate.ts'
import { validateArtifactUri } from '../../../mlflow/artifact-uri.ts'
import { checkTrackingUri } from '../../../mlflow/check-tracking-uri.ts'
import { checkUri, refuseKey } from '../../../model/check-value.ts'
import { type Diagnostic, fail } from '../../../model/diagnostic.ts'
import { find, type Source } from '../../../model/source.ts'
import { initDiagnostics } from '../diagnostics.ts'
import { checkId } from './check-id.ts'
import { ARTIFACT_ROOT, ENDPOINT, type Settings, TRACKING_URI } from './variables.ts'

/**
 * Checks the settings of a project by the rules of a run. What a run only warns of is refused if it is new: this is the
 * moment to correct it.
 *
 * @param given the new values
 * @param existing those of `.env.mlflow`
 * @param below those of `.env`
 * @param readProfiles reads `~/.aws`; called only if a profile is named
 * @returns warnings that are for a person to judge
 * @throws {LauncherError} the launcher's own diagnostics; token-of-other-key
 */
export function checkSettings(
  given: Settings,
  existing: Settings,
  below: Settings,
  readProfiles: () => Profiles,
): readonly Diagnostic[] {
  const merged = merge(given, existing)
  const sources = [sourceOf(merged), sourceOf(below)]
  const { credentials } = resolveCredentials({ sources, keepAws: false })
  const id = given.get(ACCESS_KEY_ID)
  if (id) checkId(id)
  if (given.has(PROFILE)) refuseWarnings(checkProfiles(credentials, readProfiles(), true))
  const region = find(sources, DEFAULT_REGION)
  if (region) checkRegion(region)
  const root = given.get(ARTIFACT_ROOT)
  if (root) validateArtifactUri(root)
  const endpoint = find(sources, ENDPOINT)
  const warnings = endpoint ? checkEndpoint(endpoint, find(sources, ARTIFACT_ROOT) ?? null) : []
  const uri = given.get(TRACKING_URI)
  if (uri) {
    // A relative path can have the form of a secret.
    refuseKey(uri)
    checkUri(uri)
    refuseWarnings(checkTrackingUri(uri))
  }
  return given.has(ENDPOINT) ? warnings : []
}

/** The new values, and those of the file. Another key brings its own secret and token. */
function merge(given: Settings, existing: Settings): Settings {
  const kept = new Map(existing)
  const [id, old] = [given.get(ACCESS_KEY_ID), existing.get(ACCESS_KEY_ID)]
  if (id && old?.value && old.value !== id.value) {
    const token = existing.get(SESSION_TOKEN)
    if (token?.value && !given.has(SESSION_TOKEN)) {
      fail(initDiagnostics.error('token-of-other-key', token.origin, { id: id.origin }))
    }
    kept.delete(SECRET_ACCESS_KEY)
  }
  return new Map([...kept, ...given])
}

function sourceOf(settings: Settings): Source {
  return { kind: 'file', get: (name) => settings.get(name), names: () => settings.keys() }
}

function refuseWarnings([first]: readonly Diagnostic[]): void {
  if (first) fail({ ...first, message: first.message, severity: 'error' })
}
