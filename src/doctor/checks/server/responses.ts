import type { ProbeResponse } from '../../unanswered.ts'

/** Which login goes to the server, as far as it can be told without its values. */
export interface Login {
  readonly basic: boolean
  /** From ~/.mlflow/credentials. */
  readonly fromFile: boolean
  readonly token: boolean
  readonly netrc: boolean
  /** The variable that leaves the login to a program of its own; null for none. */
  readonly plugin: string | null
}

/** Why the server's API does not answer. */
export interface ServerFinding {
  readonly kind: string
  readonly reason: string
  readonly status: number
  /** The address that works. */
  readonly base: string | null
  /** The variable of a file that cannot be used. */
  readonly variable: string | null
}

export interface UsedExperiment {
  readonly name: string
  readonly id: string
  readonly location: string
  readonly isMissing: boolean
}

export interface ArtifactTrip {
  /** The step that failed; null if all went well. */
  readonly step: string | null
  readonly kind: string
  readonly status: number
  readonly reason: string
  /** The artifact that is still there. */
  readonly left: string | null
}

/** The part `server` of the probe: `src/python/doctor/server.py` says what each field means. */
export interface ServerResponse {
  readonly login: Login
  readonly finding: ServerFinding | null
  readonly version: string | null
  readonly isCrossOrigin: boolean
  readonly defaultLocation: string | null
  readonly used: UsedExperiment | null
  readonly others: { readonly count: number; readonly of: number; readonly sample: string | null }
  readonly artifacts: ArtifactTrip | null
}

type Fields = Readonly<Record<string, unknown>>
const text = (value: unknown) => (typeof value === 'string' ? value : null)
const fieldsOf = (value: unknown): Fields | null => (typeof value === 'object' && value !== null ? Object(value) : null)

export function parseServer(response: ProbeResponse): ServerResponse {
  const login = fieldsOf(response.login) ?? {}
  const others = fieldsOf(response.others) ?? {}
  return {
    login: {
      basic: login.basic === true,
      fromFile: login.fromFile === true,
      token: login.token === true,
      netrc: login.netrc === true,
      plugin: text(login.plugin),
    },
    finding: parseFinding(fieldsOf(response.finding)),
    version: text(response.version),
    isCrossOrigin: response.isCrossOrigin === true,
    defaultLocation: text(response.default),
    used: parseUsed(fieldsOf(response.used)),
    others: { count: Number(others.count ?? 0), of: Number(others.of ?? 0), sample: text(others.sample) },
    artifacts: parseTrip(fieldsOf(response.artifacts)),
  }
}

function parseFinding(found: Fields | null): ServerFinding | null {
  if (!found) return null
  const { kind, reason, status, base, variable } = found
  return {
    kind: String(kind),
    reason: text(reason) ?? '',
    status: Number(status ?? 0),
    base: text(base),
    variable: text(variable),
  }
}

function parseUsed(found: Fields | null): UsedExperiment | null {
  if (!found) return null
  const { name, id, location, isMissing } = found
  return { name: text(name) ?? '', id: text(id) ?? '', location: text(location) ?? '', isMissing: isMissing === true }
}

function parseTrip(found: Fields | null): ArtifactTrip | null {
  if (!found) return null
  const { step, kind, status, reason, left } = found
  return {
    step: text(step),
    kind: String(kind ?? ''),
    status: Number(status ?? 0),
    reason: text(reason) ?? '',
    left: text(left),
  }
}
