import { dirname } from 'node:path'
import type { Environment } from '../model/source.ts'
import { explainEnd, explainStart } from '../python/explain-end.ts'
import { runScript, type ScriptResult } from '../python/run-script.ts'
import { defer } from './deferred.ts'
import { type FailedPython, hasBoto3, type Installation, parseInstallation } from './installation.ts'
import { type Left, LeftNote } from './left.ts'
import type { ProbePart } from './probe-parts.ts'
import { type ProbeResponse, Unanswered } from './unanswered.ts'

/** The answers of the project's Python. */
export interface Probe {
  /** The interpreter and its packages. @throws {Unanswered} */
  installation(): Promise<Installation>
  /** What a part has found. @throws {Unanswered} */
  ask(part: ProbePart): Promise<ProbeResponse>
  /** Resolves when no process is left, with what may be left of what it has written. It never rejects. */
  readonly ended: Promise<readonly Left[]>
}

export interface ProbeInput {
  /** Absolute paths, the best first. */
  readonly pythons: readonly string[]
  /** Whether the user named the Python. */
  readonly isNamed: boolean
  /** What to ask besides the installation. */
  readonly parts: readonly ProbePart[]
  /** The artifact root, an S3 URI; null if the project names none. */
  readonly root: string | null
  /** The last four characters of the key id that the run resolved; null if only boto3 knows it. */
  readonly keySuffix: string | null
  readonly isOffline: boolean
  /** The command's whole environment. */
  readonly env: Environment
  readonly cwd: string
  /** The project's directory. */
  readonly project: string
  readonly cancelSignal: AbortSignal
}

const SCRIPT = 'doctor/main.py'
/** By which the script gets the root: every user of the machine can read a command line. */
const ROOT_VARIABLE = 'WITH_MLFLOW_ENV_DOCTOR_ROOT'
/** For a Python to start, in milliseconds: a few seconds more than it takes on a slow disk. */
const START_TIMEOUT_MS = 10_000
/** For all parts together, in milliseconds: each has limits of its own. */
const TIMEOUT_MS = 60_000
/** For what is in the bucket or on the server when the doctor is interrupted. */
const CLEAR_AWAY_MS = 15_000

/** Starts the first Python that has what runs need. Python starts once, unless the first one has not. */
export function startProbe(input: ProbeInput): Probe {
  const installation = defer<Installation>()
  const responses = new Map(input.parts.map((part) => [part, defer<ProbeResponse>()]))
  const all = [installation, ...responses.values()]
  // Not every answer is asked for.
  for (const { promise } of all) promise.catch(() => {})
  const settle: OnResponse = (part, response) => {
    const unanswered = UNANSWERED[String(response.unanswered)]
    const reason = typeof response.reason === 'string' ? response.reason : null
    if (unanswered) responses.get(part)?.reject(new Unanswered(...unanswered, reason))
    else responses.get(part)?.resolve(response)
  }
  const left = new LeftNote()
  const end = (error: unknown) => {
    for (const { reject } of all) reject(error)
    return left.all
  }
  const ended = run(input, left, installation.resolve, settle).then(end, end)
  const ask = (part: ProbePart) => responses.get(part)?.promise ?? Promise.reject(notAsked())
  return { installation: () => installation.promise, ask, ended }
}

/** For checks that ask nothing. */
export function refusedProbe(): Probe {
  const refuse = () => Promise.reject(notAsked())
  return { installation: refuse, ask: refuse, ended: Promise.resolve([]) }
}

/** A part that is not run: the run would be refused, so there is no environment to ask in. */
function notAsked(): Unanswered {
  return new Unanswered('refused run', 'the run would be refused')
}

/** What a part says that has not asked, with its reason. The part `session` says more about the last two. */
const UNANSWERED: Readonly<Record<string, readonly [why: Unanswered['why'], message: string]>> = {
  'no boto3': ['no package', 'boto3'],
  'no requests': ['no package', 'requests'],
  'broken boto3': ['broken package', 'boto3'],
  'broken requests': ['broken package', 'requests'],
  'no credentials': ['no credentials', 'boto3 has no credentials'],
  // Nothing is written into the project's bucket with it.
  'another account': ['another account', "boto3 has other credentials than the project's"],
}

type OnResponse = (part: ProbePart, response: ProbeResponse) => void

/** @returns why what is still open has no answer */
async function run(
  input: ProbeInput,
  left: LeftNote,
  onInstallation: (found: Installation) => void,
  onResponse: OnResponse,
): Promise<Unanswered> {
  if (input.pythons.length === 0) {
    return new Unanswered('no python', input.isNamed ? 'the Python that was named is not there' : 'there is no Python')
  }
  const seen: Installation[] = []
  const failed: FailedPython[] = []
  const hanging = new Set<string>()
  const ask = async (python: string, isLast: boolean) => {
    let isChosen = false
    let hasResponded = false
    const result = await start(input, python, isLast, (kind, response) => {
      if (left.take(response)) return
      if (kind !== 'installation') return onResponse(kind as ProbePart, response)
      hasResponded = true
      const found = { ...parseInstallation(python, input.isNamed, response, input), failed: [...failed] }
      seen.push(found)
      isChosen = response.goesOn === true
      if (isChosen) onInstallation(found)
    })
    if (result.exitCode !== 0 && !hasResponded) failed.push({ python, reason: explainStart(result) })
    // What makes one hang makes its neighbour hang.
    if (!hasResponded && result.timedOutMs !== null) hanging.add(dirname(python))
    return isChosen ? new Unanswered('crashed', explainEnd(result), null, left.all) : null
  }
  for (const python of input.pythons) {
    if (hanging.has(dirname(python))) continue
    const chosen = await ask(python, input.pythons.length === 1)
    if (chosen) return chosen
  }
  // None has MLflow.
  const best = seen.find(hasBoto3) ?? seen.at(-1)
  if (best) return (await ask(best.python, true)) ?? new Unanswered('broken python', 'no second response')
  const [{ python, reason } = { python: null, reason: 'no response' }] = failed
  return new Unanswered('broken python', reason, python)
}

function start(
  { parts, root, keySuffix, isOffline, env, cwd, cancelSignal }: ProbeInput,
  python: string,
  isLast: boolean,
  onResponse: (kind: string, response: ProbeResponse) => void,
): Promise<ScriptResult> {
  const request = { parts, keySuffix, isOffline, isLast }
  return runScript(
    {
      python,
      script: SCRIPT,
      args: [JSON.stringify(request)],
      // A look leaves nothing behind, not even compiled modules.
      env: { ...env, PYTHONDONTWRITEBYTECODE: '1', ...(root !== null && { [ROOT_VARIABLE]: root }) },
      cwd,
      timeoutMs: TIMEOUT_MS,
      firstTimeoutMs: START_TIMEOUT_MS,
      cancelSignal,
      killDelayMs: CLEAR_AWAY_MS,
      stdin: 'open',
    },
    (response) => onResponse(String(response.kind), response),
  )
}
