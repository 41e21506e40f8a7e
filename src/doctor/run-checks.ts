import { reinstallCommand } from '../mlflow/install-command.ts'
import { isLauncherError } from '../model/diagnostic.ts'
import { printable } from '../model/format.ts'
import { type CheckResult, type DoctorCheck, fail, skip, skipBecause } from './check.ts'
import type { DoctorContext } from './context.ts'
import { fromDiagnostic } from './from-diagnostic.ts'
import { Unanswered } from './unanswered.ts'
import { LEFT_OWNERS, wordLeft } from './word-left.ts'

export interface CheckOutcome extends CheckResult {
  readonly check: DoctorCheck
  /** How long it took, in milliseconds. */
  readonly ms: number
}

/** For one check. What it asks has shorter limits of its own, so this is for what nobody thought of. */
const TIMEOUT_MS = 75_000

export interface RunOptions {
  /** Every check there is: one that was not chosen may have the reason why a chosen one cannot be made. */
  readonly known?: readonly DoctorCheck[]
  /** Called for each as it ends. */
  readonly onOutcome?: (outcome: CheckOutcome) => void
  /** For one check, in milliseconds. */
  readonly timeoutMs?: number
}

/**
 * Runs checks side by side. What was chosen and cannot be made because another check fails is a failure too: with that one's
 * reason and remedy, if it was not chosen itself.
 *
 * @returns the outcomes in the order of the checks
 */
export function runChecks(
  checks: readonly DoctorCheck[],
  context: DoctorContext,
  { known = [], onOutcome = () => {}, timeoutMs = TIMEOUT_MS }: RunOptions = {},
): Promise<CheckOutcome[]> {
  const results = new Map<DoctorCheck, Promise<CheckResult>>()
  const resultOf = (check: DoctorCheck): Promise<CheckResult> => {
    const result = results.get(check) ?? runOne(check, context, timeoutMs)
    results.set(check, result)
    return result
  }
  /** @param waiting the checks that it would be the reason of: none is its own */
  const explained = async (check: DoctorCheck, waiting: readonly DoctorCheck[]): Promise<CheckResult> => {
    const result = await resultOf(check)
    const cause = known.find(({ id }) => result.status === 'skip' && id === result.cause)
    if (!cause || checks.includes(cause) || waiting.includes(cause)) return result
    const reason = await explained(cause, [...waiting, check])
    if (reason.status !== 'fail') return result
    return fail(`not known, because of '${cause.id}': ${reason.found}`, reason.where, reason.remedy)
  }
  return Promise.all(
    checks.map(async (check) => {
      const start = performance.now()
      const result = await explained(check, [])
      const outcome = { check, ...result, ms: Math.round(performance.now() - start) }
      onOutcome(outcome)
      return outcome
    }),
  )
}

async function runOne(check: DoctorCheck, context: DoctorContext, timeoutMs: number): Promise<CheckResult> {
  if (check.needsNetwork && context.isOffline) return skip('not asked, because of --offline')
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<CheckResult>((resolve) => {
    const found = `no result within ${timeoutMs / 1000} s`
    timer = setTimeout(() => resolve(fail(found, '', `run it alone: --only ${check.id}`)), timeoutMs)
  })
  try {
    return await Promise.race([(async () => check.run(context))(), late])
  } catch (error) {
    return await explainError(error, check, context)
  } finally {
    clearTimeout(timer)
  }
}

/** The text of an unexpected error could quote a value, so only its name is shown. */
async function explainError(error: unknown, { id }: DoctorCheck, context: DoctorContext): Promise<CheckResult> {
  if (isLauncherError(error)) return fromDiagnostic(error.diagnostic)
  if (error instanceof Unanswered && error.why === 'broken package') return explainBroken(error, id, context)
  if (error instanceof Unanswered) return explainLeft(error, id, context) ?? explainUnanswered(error, id)
  const { code, name } = error instanceof Error ? (error as NodeJS.ErrnoException) : { name: typeof error }
  const remedy = `report it with the output of 'WITH_MLFLOW_ENV_DEBUG=1 with-mlflow-env doctor --only ${id}'`
  return fail(`the check itself failed (${code ?? name})`, '', remedy)
}

/** The check that reports a package that cannot be imported. The others leave it to that one. */
const REPORTS_BROKEN: Readonly<Record<string, string>> = { boto3: 'boto3-session', requests: 'server-answer' }

async function explainBroken(
  { message: name, reason }: Unanswered,
  id: string,
  { probe }: DoctorContext,
): Promise<CheckResult> {
  const owner = REPORTS_BROKEN[name] ?? id
  if (owner !== id) return skipBecause(owner, `not asked, because Python cannot import ${name} (see '${owner}')`)
  const said = reason === null ? '' : ` (${printable(reason)})`
  const command = reinstallCommand(await probe.installation(), name)
  const remedy = `${command}, and look for a folder of that name in PYTHONPATH`
  return fail(`Python cannot import ${name}${said}`, '', remedy)
}

/** One check names what is left, and what removes it. */
function explainLeft({ message, left }: Unanswered, id: string, context: DoctorContext): CheckResult | null {
  const own = left.filter(({ part }) => LEFT_OWNERS[part] === id)
  const [owner] = left.flatMap(({ part }) => LEFT_OWNERS[part] ?? [])
  if (!owner) return null
  if (own.length === 0) return skipBecause(owner, `not known, because Python ended early (see '${owner}')`)
  const worded = own.map((one) => wordLeft(one, context))
  const join = (field: 'found' | 'remedy') => worded.map((one) => one[field]).join('; ')
  return fail(
    `the Python that was to answer ended early (${message}); ${join('found')}`,
    worded[0]?.where ?? '',
    join('remedy'),
  )
}

function explainUnanswered({ why, message }: Unanswered, id: string): CheckResult {
  switch (why) {
    case 'no python':
      return skipBecause('python', `nothing to ask with: ${message}`, "see the check 'python'")
    case 'broken python':
      return skipBecause('python', 'nothing to ask with: Python does not work', "see the check 'python'")
    case 'no package': {
      const owner = message === 'boto3' ? message : 'mlflow'
      return skipBecause(owner, `nothing to ask with: Python has no ${message}`, `see the check '${owner}'`)
    }
    case 'refused run':
      return skipBecause('configuration', 'not asked, because a run would be refused', "see the check 'configuration'")
    case 'no credentials':
      return skipBecause(
        'boto3-session',
        'not asked, because boto3 has no credentials',
        "see the check 'boto3-session'",
      )
    case 'another account':
      return skipBecause('boto3-session', `not asked, because ${message}`, "see the check 'boto3-session'")
    case 'broken package':
    case 'crashed': {
      const how = message.startsWith('gave ') ? message : `ended early (${message})`
      return fail(`the Python that was to answer ${how}`, '', `run it alone: --only ${id}`)
    }
  }
}
