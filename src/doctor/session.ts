import { createHash } from 'node:crypto'
import type { Environment } from '../model/source.ts'
import type { ProbeResponse } from './unanswered.ts'

/** What boto3 makes of the command's environment: the part `session` of the probe. */
export interface Session {
  /** botocore's name of what gives the credentials, as `env`; null if there are none. */
  readonly method: string | null
  readonly keySuffix: string | null
  readonly hasToken: boolean
  /** Null if the credentials do not expire, or boto3 does not know when. */
  readonly expires: Date | null
  /** The number of the account, if boto3 knows it without asking. */
  readonly account: string | null
  /** The profile in force. */
  readonly profile: string | null
  readonly region: string | null
  readonly endpoint: string | null
  /** What a login has left for the profile; null for a profile without one. */
  readonly login: { readonly expires: Date | null; readonly isRefreshable: boolean } | null
  /** Why there are no credentials, or no client of S3; null if there are. */
  readonly finding: SessionFinding | null
  /** What would give the credentials and was not asked. */
  readonly notAsked: { readonly method: string; readonly why: 'offline' | 'code' } | null
  /** Digests of the variables of AWS and MLflow that Python has. */
  readonly settings: Readonly<Record<string, string>>
  /** Files of modules that Python has loaded by itself. */
  readonly startup: readonly string[]
}

/** As `src/python/credentials_errors.py` has it. */
export interface SessionFinding {
  readonly kind: string
  readonly reason: string
  /** The variable that leads to no credentials; null if it is a setting of a profile. */
  readonly variable: string | null
  readonly profile: string | null
  readonly setting: string | null
  /** The program of a `credential_process` that fails; null for another reason. */
  readonly program: { readonly name: string; readonly isMissing: boolean } | null
}

/** Reads the response of the script. */
export function parseSession(response: ProbeResponse): Session {
  const { login, finding, notAsked } = response
  return {
    method: textOf(response.method),
    keySuffix: textOf(response.keySuffix),
    hasToken: response.hasToken === true,
    expires: dateOf(response.expires),
    account: textOf(response.account),
    profile: textOf(response.profile),
    region: textOf(response.region),
    endpoint: textOf(response.endpoint),
    login: login
      ? { expires: dateOf(Object(login).expires), isRefreshable: Object(login).isRefreshable === true }
      : null,
    finding: finding ? parseFinding(Object(finding)) : null,
    notAsked: notAsked ? { method: String(Object(notAsked).method), why: Object(notAsked).why } : null,
    settings: Object(response.settings),
    startup: Array.isArray(response.startup) ? response.startup.map(String) : [],
  }
}

function parseFinding({ kind, reason, variable, profile, setting, program, isMissing }: ProbeResponse): SessionFinding {
  return {
    kind: String(kind),
    reason: textOf(reason) ?? '',
    variable: textOf(variable),
    profile: textOf(profile),
    setting: textOf(setting),
    program: typeof program === 'string' ? { name: program, isMissing: isMissing === true } : null,
  }
}

/** The variables of AWS and MLflow that something has changed while Python started. */
export function findChanged({ settings }: Session, env: Environment): string[] {
  const names = new Set([...Object.keys(settings), ...Object.keys(env).filter((name) => /^(?:AWS|MLFLOW)_/.test(name))])
  return [...names].filter((name) => settings[name] !== (name in env ? digest(env[name] ?? '') : undefined)).sort()
}

/** As `digest` in `src/python/doctor/session.py`. */
function digest(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16)
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

function dateOf(value: unknown): Date | null {
  const date = typeof value === 'string' ? new Date(value.replace(/UTC$/, 'Z')) : null
  return date === null || Number.isNaN(date.getTime()) ? null : date
}
