import { parse } from 'dotenv'
import { readProfiles } from '../../configure/read-aws-profiles.ts'
import { displayPath } from '../../host/display-path.ts'
import * as host from '../../host/index.ts'
import { type ExitAction, signalStatus } from '../../launch/exit-status.ts'
import { type Diagnostic, fail } from '../../model/diagnostic.ts'
import type { Arguments } from '../../options/arguments.ts'
import type { CommandContext } from '../command.ts'
import { parseCommandLine, refusePassthroughArgs } from '../yargs/parse.ts'
import { collect } from './collect.ts'
import { initDiagnostics } from './diagnostics.ts'
import type { Effects } from './effects/effects.ts'
import { nodeEffects } from './effects/node-effects.ts'
import { settingsOfOptions } from './given.ts'
import { ignoreFile, ruleOf } from './ignore.ts'
import { INIT_OPTIONS, refuseOtherFiles, refuseSecretWords } from './options.ts'
import { exampleText } from './plan/example.ts'
import { type Plan, planFile } from './plan/plan.ts'
import { valueText } from './plan/value-text.ts'
import { findProject, type InitProject } from './project.ts'
import { askForSettings, confirm, NoMoreAnswers } from './questions.ts'
import { describeChange, nextLines, takenOverLines, writtenLines } from './report.ts'
import { checkSettings } from './settings/check.ts'
import { type Settings, VARIABLES } from './settings/variables.ts'
import { findShadows } from './shadows.ts'
import { findTakeOver } from './take-over.ts'
import { reasonOf, writeFile } from './write.ts'

export { page } from './page.ts'

/**
 * Writes the project's account into `.env.mlflow`, and keeps that file out of git.
 *
 * @throws {LauncherError} those of `parseCommandLine` and of this folder; the launcher's own about each value
 */
export async function handler(context: CommandContext, given: Arguments): Promise<ExitAction> {
  refuseSecretWords(given.rest)
  const line = parseCommandLine(given, INIT_OPTIONS)
  refusePassthroughArgs('init', line)
  refuseOtherFiles(line)
  const { options } = line.args
  const effects = nodeEffects(context.hostContext.env, !options.has('yes'), context.stderr)
  try {
    return await run(context, line.args, effects)
  } catch (error) {
    if (!(error instanceof NoMoreAnswers)) throw error
    if (error.why === 'ended') return fail(initDiagnostics.error('answers-ended', null))
    return { raise: null, status: signalStatus('SIGINT') }
  } finally {
    effects.terminal?.close()
  }
}

async function run(context: CommandContext, args: Arguments, effects: Effects): Promise<ExitAction> {
  const { hostContext, stdout, stderr, format } = context
  const { terminal } = effects
  const { options } = args
  const project = findProject(hostContext)
  const own = settingsOf(project.current?.file.entries)
  const below = settingsOf(project.dotenv?.entries)
  const existing = new Map([...below, ...own])
  const named = settingsOfOptions(options, existing)
  const offered = project.dotenv && findTakeOver(project.dotenv.entries)
  const profiles = () => readProfiles(hostContext, (name) => hostContext.env[name])
  const check = (settings: Settings) => checkSettings(settings, own, below, profiles)
  // What the command line names is refused before anything is asked.
  const isAgreed = options.has('yes')
  const asked = terminal
    ? { ...(await askForSettings({ terminal, stderr, format, named, existing, offered, check })), notices: [] }
    : await collect({
        ...{ effects, env: hostContext.env, named, existing, offered, isAgreed },
        isTerminal: host.isTerminal(0),
      })
  const { warnings } = check(asked.settings)
  const plan = planFile(
    project.current && { text: project.current.text, values: own },
    withoutKnown(asked.settings, own, below),
    (name, value) => valueText(value, parse) ?? fail(initDiagnostics.error('value-not-writable', null, { name })),
  )
  stderr([...asked.notices, ...warnings].map(format).join(''))
  if (plan.changes.length > 0) {
    if (project.current && !(await agree(project, plan, effects, isAgreed))) {
      stdout(`Left ${project.display} as it is\n`)
      return { raise: null, status: 0 }
    }
    writeFile(project, plan, effects)
    stdout(writtenLines(project.display, plan.changes, !project.current))
    if (asked.takenOver) stdout(takenOverLines(asked.takenOver))
  }
  const values = new Map([...existing, ...asked.settings])
  const ignored = await ignoreFile(hostContext.cwd, project, effects)
  const example = await addExample(hostContext.cwd, project, values, effects)
  const shadows = findShadows(hostContext.env, args, project.display, values)
  stderr([...ignored.warnings, ...example.warnings, ...shadows].map(format).join(''))
  const said = [...ignored.said, ...example.said]
  const isDone = plan.changes.length === 0
  if (isDone) stdout(`${project.display} has all of this already, so it was not changed\n`)
  stdout(said.map((text) => `${text}\n`).join(''))
  const doctor = context.loadCommand('doctor')
  if (terminal && doctor && !isDone && (await confirm(terminal, 'Run the doctor now?', true))) {
    terminal.close()
    const { handler: examine } = await doctor
    const { raise } = await examine(context, { options: new Map(), rest: ['doctor'], separated: false })
    stdout(nextLines(false))
    return { raise, status: 0 }
  }
  stdout(nextLines(doctor !== null))
  return { raise: null, status: 0 }
}

/** The variables of `init` that a file has. */
function settingsOf(entries: Settings | undefined): Settings {
  return new Map(
    VARIABLES.flatMap((name) => {
      const entry = entries?.get(name)
      return entry?.value ? [[name, entry] as const] : []
    }),
  )
}

/** Without what `.env` says already, and `.env.mlflow` does not contradict. */
function withoutKnown(settings: Settings, own: Settings, below: Settings): Settings {
  return new Map(Array.from(settings).filter(([name, { value }]) => own.has(name) || below.get(name)?.value !== value))
}

/** @throws {LauncherError} changes-not-agreed: there is nobody to ask */
async function agree({ display }: InitProject, plan: Plan, effects: Effects, isAgreed: boolean): Promise<boolean> {
  const changes = plan.changes.map(describeChange)
  if (isAgreed) return true
  if (!effects.terminal) return fail(initDiagnostics.error('changes-not-agreed', null, { display, changes }))
  return confirm(effects.terminal, `${display} exists. Change ${changes.join(', ')}?`, false)
}

interface Added {
  readonly said: readonly string[]
  readonly warnings: readonly Diagnostic[]
}

/** Writes the file for the repository, if there is none. */
async function addExample(cwd: string, project: InitProject, values: Settings, effects: Effects): Promise<Added> {
  const path = `${project.path}.example`
  const display = displayPath(cwd, path)
  if (host.lstat(path)) return { said: [], warnings: [] }
  try {
    effects.createFile(
      path,
      exampleText((name) => values.get(name)?.value, parse),
    )
  } catch (error) {
    const reason = reasonOf(error)
    return { said: [], warnings: [initDiagnostics.warning('example-not-written', null, { display, reason })] }
  }
  const git = (...words: readonly string[]) => effects.git(project.folder, ...words)
  const name = host.basename(path)
  const isIgnored = (await git('check-ignore', '--quiet', '--no-index', '--', name)).exitCode === 0
  const rule = isIgnored ? await ruleOf(git, name) : null
  return {
    said: [`Wrote ${display}, for the repository: no secret is in it`],
    warnings: rule === null ? [] : [initDiagnostics.notice('example-ignored', null, { display, rule })],
  }
}
