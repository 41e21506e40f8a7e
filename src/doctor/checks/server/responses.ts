import type { ProbeResponse } from '../../unanswered.ts'

/** Which login goes to the server, as far as it can be told without its values. */
export interface Login {
  /** A name with its password. */
  readonly basic: boolean
  /** From ~/.mlflow/credentials. */
  readonly fromFile: boolean
  readonly token: boolean
  readonly netrc: boolean
  /** In the tracking URI itself. */
  readonly inUrl: boolean
  /** The variable without which the other one counts for nothing; null if both are there, or none is. */
  readonly missing: string | null
  /** The variable that leaves the login to a program of its own; null for none. */
  readonly plugin: string | null
}

/** What a gate in front of the server says. */
export interface GateAnswer {
  /** Whether it lets the login in. */
  readonly isAdmitted: boolean
  /** Of the key that it lets in; null for one that it refuses. */
  readonly scope: string | null
  readonly service: string | null
  /** Null for a key that never ends. */
  readonly expires: Date | null
  /** Whether the server behind it answers; null if that is not known. */
  readonly isReady: boolean | null
}

/** Why the server's API does not answer. */
export interface ServerFinding {
  readonly kind: string
  readonly reason: string
  readonly status: number
  /** The address that works. */
  readonly base: string | null
  /** The variable, or the file, that cannot be used, or that names the proxy. */
  readonly variable: string | null
  /** Which of `http` and `https` is spoken there in place of the address's; null if that is not known. */
  readonly speaks: string | null
}

export interface Experiment {
  readonly name: string
  readonly id: string
  readonly location: string
  readonly isDeleted: boolean
}

/** The one that the command's variables name. */
export type UsedExperiment =
  | (Experiment & {
      readonly kind: 'found'
      /** Whether MLFLOW_EXPERIMENT_ID is another one's. */
      readonly isOther: boolean
    })
  /** MLflow creates one of this name. */
  | { readonly kind: 'new'; readonly name: string }
  /** There is none with this id. */
  | { readonly kind: 'missing'; readonly id: string }

export interface ArtifactTrip {
  /** The step that failed; null if all went well. */
  readonly step: string | null
  readonly kind: string
  readonly status: number
  readonly reason: string
  /** Whether the server lets clients delete. If not, nothing was written. */
  readonly mayDelete: boolean
  /** The artifact that may still be there. */
  readonly left: string | null
}

/** The part `server` of the probe: `src/python/doctor/server.py` says what each field means. */
export interface ServerResponse {
  readonly login: Login
  /** Null if there is none that says so. */
  readonly gate: GateAnswer | null
  readonly finding: ServerFinding | null
  readonly version: string | null
  readonly isCrossOrigin: boolean
  /** The experiment of runs that name none. */
  readonly default: Experiment | null
  /** The one that tells where a new experiment will keep its artifacts. */
  readonly newest: Experiment | null
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
      inUrl: login.inUrl === true,
      missing: text(login.missing),
      plugin: text(login.plugin),
    },
    gate: parseGate(fieldsOf(response.gate)),
    finding: parseFinding(fieldsOf(response.finding)),
    version: text(response.version),
    isCrossOrigin: response.isCrossOrigin === true,
    default: parseExperiment(fieldsOf(response.default)),
    newest: parseExperiment(fieldsOf(response.newest)),
    used: parseUsed(fieldsOf(response.used)),
    others: { count: Number(others.count ?? 0), of: Number(others.of ?? 0), sample: text(others.sample) },
    artifacts: parseTrip(fieldsOf(response.artifacts)),
  }
}

function parseGate(found: Fields | null): GateAnswer | null {
  if (!found) return null
  const { key, scope, service, expires, isReady } = found
  const end = new Date(text(expires) ?? Number.NaN)
  return {
    isAdmitted: key === true,
    scope: text(scope),
    service: text(service),
    expires: Number.isNaN(end.getTime()) ? null : end,
    isReady: typeof isReady === 'boolean' ? isReady : null,
  }
}

function parseFinding(found: Fields | null): ServerFinding | null {
  if (!found) return null
  const { kind, reason, status, base, variable, speaks } = found
  return {
    kind: String(kind),
    reason: text(reason) ?? '',
    status: Number(status ?? 0),
    base: text(base),
    variable: text(variable),
    speaks: text(speaks),
  }
}

function parseExperiment(found: Fields | null): Experiment | null {
  if (!found) return null
  const { name, id, location, isDeleted } = found
  return { name: text(name) ?? '', id: text(id) ?? '', location: text(location) ?? '', isDeleted: isDeleted === true }
}

function parseUsed(found: Fields | null): UsedExperiment | null {
  if (found?.isMissing === true) return { kind: 'missing', id: text(found.id) ?? '' }
  if (found?.isNew === true) return { kind: 'new', name: text(found.name) ?? '' }
  const experiment = parseExperiment(found)
  return experiment && { kind: 'found', ...experiment, isOther: found?.isOther === true }
}

function parseTrip(found: Fields | null): ArtifactTrip | null {
  if (!found) return null
  const { step, kind, status, reason, mayDelete, left } = found
  return {
    step: text(step),
    kind: String(kind ?? ''),
    status: Number(status ?? 0),
    reason: text(reason) ?? '',
    mayDelete: mayDelete !== false,
    left: text(left),
  }
}
