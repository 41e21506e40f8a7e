import type { Configuration } from '../../../configure/configuration.ts'
import { formatOrigin, quoteProfile } from '../../../model/format.ts'
import { find } from '../../../model/source.ts'
import { findProfileLine, formatLine, readAwsFiles } from '../../aws-files.ts'
import { type CheckResult, type DoctorCheck, fail, ok, skip, skipBecause, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { parseSession, type Session } from '../../session.ts'
import { Unanswered } from '../../unanswered.ts'
import { isCredentialsFailure } from './credentials.ts'
import { loginCommand } from './no-credentials.ts'

/** When the credentials end, as far as that is known without asking AWS. */
export const tokenExpiry: DoctorCheck = {
  id: 'token-expiry',
  title: 'Expiry',
  subject: 'identity',
  needsNetwork: false,
  asks: ['session'],
  async run(context) {
    const { configuration } = context.run
    if (!configuration) return skipBecause('configuration', "not resolved: see the check 'configuration'")
    if (isCredentialsFailure(context)) return skipBecause('credentials', "see the check 'credentials'")
    const session = await askSession(context)
    if (session?.login) return describeLogin(session, context)
    if (session?.finding && !session.notAsked)
      return skipBecause('boto3-session', "boto3 has no credentials: see the check 'boto3-session'")
    const written = findWritten(configuration)
    if (written) return describeEnd(written.end, Date.now(), written.where, 'write new keys with their session token')
    const kept = findKept(context)
    if (kept)
      return describeEnd(kept.end, Date.now(), kept.where, 'get new keys with the program that wrote them there')
    if (session?.expires) return describeEnd(session.expires, Date.now(), '', 'get new credentials')
    if (!configuration.credentials.hasSessionToken && !session?.hasToken)
      return ok('nothing says that the credentials end')
    return ok('the keys are temporary, and nothing says when they end')
  },
}

const HOUR_MS = 3_600_000

/** Null without Python: then the files alone say something. */
async function askSession({ probe }: DoctorContext): Promise<Session | null> {
  try {
    return parseSession(await probe.ask('session'))
  } catch (error) {
    if (error instanceof Unanswered && error.why !== 'crashed') return null
    throw error
  }
}

/** Programs that make temporary keys write their end next to them. That of the shell's belongs to the shell's keys. */
function findWritten({ sources, credentials }: Configuration) {
  if (!credentials.hasSessionToken) return null
  const own = credentials.column === 'project' ? sources.filter(({ kind }) => kind === 'file') : sources
  const found = find(own, 'AWS_CREDENTIAL_EXPIRATION') ?? find(own, 'AWS_SESSION_EXPIRATION')
  const end = found ? new Date(found.value) : null
  return found && end && !Number.isNaN(end.getTime()) ? { end, where: formatOrigin(found.origin) } : null
}

const END_OPTIONS = ['aws_expiration', 'x_security_token_expires', 'expiration']

/** The end that saml2aws, aws-azure-login, aws-mfa and others write next to a profile's keys. Without a zone it is in UTC. */
function findKept(context: DoctorContext) {
  const profile = context.run.configuration?.credentials.profile?.value
  if (profile === undefined) return null
  const files = readAwsFiles(context)
  if (!findProfileLine(files, profile, 'aws_session_token')) return null
  const line = END_OPTIONS.map((option) => findProfileLine(files, profile, option)).find((found) => found)
  if (!line) return null
  const text = line.value.replace(' ', 'T')
  const end = new Date(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
  return Number.isNaN(end.getTime()) ? null : { end, where: formatLine(line) }
}

function describeEnd(end: Date, now: number, where: string, remedy: string): CheckResult {
  const left = end.getTime() - now
  if (left <= 0) return fail(`the credentials ended at ${shown(end)}`, where, remedy)
  if (left < HOUR_MS / 4) return warn(`the credentials end at ${shown(end)}, in ${minutes(left)}`, where, remedy)
  return ok(`the credentials end at ${shown(end)}`, where)
}

/** What `aws sso login` and `aws login` have left. boto3 renews it if it can, and asks nobody else. */
function describeLogin({ login, method, finding, notAsked, profile }: Session, { run }: DoctorContext): CheckResult {
  const name = run.configuration?.credentials.profile?.value ?? profile ?? 'default'
  if (!login) return skip('')
  // Online boto3 has tried it.
  if (finding && !notAsked)
    return skipBecause('boto3-session', "boto3 has no credentials: see the check 'boto3-session'")
  const kind = method === 'login' || notAsked?.method === 'login' ? 'login' : 'sso'
  const command = loginCommand(kind, name)
  const of = `of the profile ${quoteProfile(name)}`
  if (login.expires === null) return fail(`there is no login ${of} on this machine`, of, command)
  const left = login.expires.getTime() - Date.now()
  if (login.isRefreshable) return ok(`boto3 renews the login ${of}, now until ${shown(login.expires)}`)
  if (left <= 0) return fail(`the login ${of} ended at ${shown(login.expires)}`, '', command)
  if (left < HOUR_MS / 4)
    return warn(`the login ${of} ends at ${shown(login.expires)}, in ${minutes(left)}`, '', command)
  return ok(`the login ${of} ends at ${shown(login.expires)}`)
}

const shown = (date: Date) => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
const minutes = (ms: number) => `${Math.max(1, Math.round(ms / 60_000))} min`
