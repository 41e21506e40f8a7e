import { type InstallTarget, installCommand } from '../../../mlflow/install-command.ts'
import { formatOrigin, formatRegion, formatUri, list, printable, quote, quoteProfile } from '../../../model/format.ts'
import { type CheckResult, type DoctorCheck, fail, ok, skip, skipBecause } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { findChanged, parseSession, type Session } from '../../session.ts'
import { isCredentialsFailure } from './credentials.ts'
import { needsCredentials } from './needs-credentials.ts'
import { explainFinding } from './no-credentials.ts'
import { findDifferences } from './session-differences.ts'

/** boto3's own answer, next to what was resolved. */
export const session: DoctorCheck = {
  id: 'boto3-session',
  title: "boto3's view",
  subject: 'identity',
  needsNetwork: false,
  asks: ['session'],
  async run(context) {
    const { run, probe, env } = context
    const found = parseSession(await probe.ask('session'))
    const { configuration } = run
    if (!configuration) return skip('a run would be refused')
    if (found.notAsked) return explainNotAsked(found.notAsked, found)
    if (found.finding) return explainMissing(context, found)
    const differences = findDifferences(found, configuration)
    const changed = findChanged(found, env).filter((name) => DECIDING.test(name))
    if (differences.length > 0) return explainDifferences(differences, changed, found, await probe.installation())
    if (changed.includes('MLFLOW_TRACKING_URI'))
      return explainDifferences([], changed, found, await probe.installation())
    return ok(describe(found), whereFrom(context))
  },
}

/** Variables that decide about the account, the store or the server. */
const DECIDING =
  /^(?:AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE|DEFAULT_|REGION|ENDPOINT_URL|CONFIG_FILE|SHARED_CREDENTIALS_FILE|IGNORE_)|MLFLOW_(?:TRACKING_URI|S3_ENDPOINT_URL))/

/** How the credentials were found, for people. */
const METHODS: Readonly<Record<string, string>> = {
  env: 'the environment',
  'shared-credentials-file': '~/.aws/credentials',
  'config-file': '~/.aws/config',
  'assume-role': 'an assumed role',
  'assume-role-with-web-identity': 'a web identity',
  sso: 'a login with SSO',
  login: "'aws login'",
  'custom-process': 'a credential_process',
  'container-role': "the container's role",
  'iam-role': "the machine's role",
}
const methodName = (method: string) => METHODS[method] ?? quote(method)

function describe({ method, keySuffix, hasToken, profile, account, region, endpoint }: Session): string {
  const key = `key …${printable(keySuffix ?? '')}${hasToken ? ' with a session token' : ''}`
  const by = [
    methodName(method ?? ''),
    ...(profile !== null && method !== 'env' ? [`profile ${quoteProfile(profile)}`] : []),
  ]
  return [
    `${key} from ${by.join(', ')}`,
    ...(account === null ? [] : [`account ${printable(account)}`]),
    ...(region === null ? [] : [`region ${formatRegion(region)}`]),
    ...(endpoint === null ? [] : [`endpoint ${formatUri(endpoint)}`]),
  ].join(', ')
}

function whereFrom({ run }: DoctorContext): string {
  const [origin] = run.configuration?.credentials.origins.values() ?? []
  return origin ? formatOrigin(origin) : ''
}

function explainNotAsked({ method, why }: NonNullable<Session['notAsked']>, { profile }: Session): CheckResult {
  if (why === 'offline')
    return skip(`not asked, because of --offline: ${methodName(method)} would give the credentials`)
  const of = profile === null ? 'the profile' : `the profile ${quoteProfile(profile)}`
  return skip(`not asked, because ${of} needs a code of an MFA device, which only a run in a terminal asks for`)
}

/** Without credentials a project that needs none is healthy. */
function explainMissing(context: DoctorContext, { finding }: Session): CheckResult {
  if (!finding) return skip('')
  if (isCredentialsFailure(context))
    return skipBecause('credentials', "boto3 has no credentials: see the check 'credentials'")
  const result = explainFinding(
    finding,
    context.run.configuration?.credentials.profile?.value ?? null,
    Boolean(context.run.configuration?.options.keepAws),
  )
  return needsCredentials(context) ? result : skip(`${result.found}; the project names no store that needs any`)
}

function explainDifferences(
  differences: readonly string[],
  changed: readonly string[],
  { startup }: Session,
  installation: InstallTarget,
): CheckResult {
  const what = differences.length > 0 ? `boto3 uses ${list(differences)}` : 'programs use another tracking server'
  if (changed.length === 0) {
    return fail(
      what,
      '',
      `${installCommand(installation, 'boto3', true)}, and look for files that AWS_DATA_PATH and BOTO_CONFIG name`,
    )
  }
  const places = startup.map(quote)
  const by = places.length > 0 ? list(places) : "a .pth file of Python's site-packages"
  return fail(
    `${what}, because ${list(changed)} ${changed.length > 1 ? 'change' : 'changes'} while Python starts`,
    places.join(', '),
    `remove what sets it from ${by}`,
  )
}
