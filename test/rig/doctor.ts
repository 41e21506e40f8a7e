// One check of the doctor on a project of real files, with the probe's answers given: they are what Python would find.
import { join } from 'node:path'
import type { DoctorCheck } from '../../src/doctor/check.ts'
import type { DoctorContext } from '../../src/doctor/context.ts'
import { gitOf } from '../../src/doctor/git.ts'
import type { Installation } from '../../src/doctor/installation.ts'
import type { ProbePart } from '../../src/doctor/probe-parts.ts'
import { readProject } from '../../src/doctor/read-project.ts'
import { type CheckOutcome, runChecks } from '../../src/doctor/run-checks.ts'
import { findStoreRoot } from '../../src/doctor/store-root.ts'
import { type ProbeResponse, Unanswered } from '../../src/doctor/unanswered.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { hostContextIn, type Tree, temporaryTree } from './temporary-tree.ts'

export interface DoctorSetup {
  readonly tree?: Tree
  readonly env?: Readonly<Record<string, string>>
  /** The options before the word. */
  readonly words?: readonly string[]
  /** Below the tree's top; the top itself otherwise. */
  readonly cwd?: string
  readonly answers?: Partial<Record<ProbePart, ProbeResponse>>
  readonly installation?: Partial<Installation>
  readonly isOffline?: boolean
}

export function doctorContext(setup: DoctorSetup = {}): DoctorContext {
  const { tree = {}, env = {}, words = [], cwd = '', answers = {}, isOffline = false } = setup
  const top = temporaryTree({ '.git/HEAD': 'ref: refs/heads/main\n', ...tree })
  const hostContext = hostContextIn(join(top, cwd), { home: join(top, 'home'), env: { PATH: '/usr/bin:/bin', ...env } })
  const project = readProject(hostContext, parseArguments(words))
  const { configuration } = project.run
  const installation: Installation = {
    python: '/usr/bin/python3',
    isNamed: false,
    version: '3.12.1',
    versions: { mlflow: '3.17.2', 'mlflow-skinny': null, boto3: '1.44.5' },
    installer: 'pip',
    mlflow: { shadow: null, isGone: false, missing: [] },
    failed: [],
    temporary: { directory: '/tmp', freeBytes: 100e9 },
    ...setup.installation,
  }
  return {
    ...project,
    hostContext,
    version: '0.1.0',
    root: configuration && findStoreRoot(configuration.sources),
    git: gitOf(hostContext.env),
    probe: { installation: async () => installation, ask: answerer(answers), ended: Promise.resolve([]) },
    isOffline,
  }
}

/** What one check says of a project. */
export function checkProject(check: DoctorCheck, setup: DoctorSetup = {}): Promise<CheckOutcome> {
  return runOn(check, doctorContext(setup))
}

/** The same for a context that was made before. @param answers of the probe, in the place of the context's */
export async function runOn(
  check: DoctorCheck,
  context: DoctorContext,
  answers?: DoctorSetup['answers'],
): Promise<CheckOutcome> {
  const probe = answers ? { ...context.probe, ask: answerer(answers) } : context.probe
  const [outcome] = await runChecks([check], { ...context, probe })
  if (!outcome) throw new Error('a check has an outcome')
  return outcome
}

function answerer(answers: NonNullable<DoctorSetup['answers']>) {
  return async (part: ProbePart) => answers[part] ?? Promise.reject(new Unanswered('crashed', 'status 1'))
}
