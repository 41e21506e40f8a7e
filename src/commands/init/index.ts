import { parse } from 'dotenv'
import { readProfiles } from '../../configure/read-aws-profiles.ts'
import * as host from '../../host/index.ts'
import { type ExitAction, OWN_FAILURE_STATUS, signalStatus } from '../../launch/exit-status.ts'
import { type Diagnostic, fail } from '../../model/diagnostic.ts'
import type { Arguments } from '../../options/arguments.ts'
import { findingLines } from '../../report/diagnostic-line.ts'
import type { CommandContext } from '../command.ts'
import { parseCommandLine, refusePassthroughArgs } from '../yargs/parse.ts'
import { collect } from './collect.ts'
import { initDiagnostics } from './diagnostics.ts'
import type { Effects } from './effects/effects.ts'
import { hostEffects } from './effects/host-effects.ts'
import { addExample } from './example-file.ts'
import { finish } from './finish.ts'
import { settingsOfOptions } from './given.ts'
import { type Done, ignoreFile } from './ignore.ts'
import { INIT_OPTIONS, refuseOptionsOfRuns, refuseSecretWords } from './options.ts'
import { type Plan, planFile } from './plan/plan.ts'
import { valueText } from './plan/value-text.ts'
import { findProject, type InitProject } from './project.ts'
import { askForSettings, confirm, NoMoreAnswers } from './questions.ts'
import { describeChange, takenOverLines, writtenLines } from './report.ts'
import { checkSettings } from './settings/check.ts'
import { settingsOfFile } from './settings/file-settings.ts'
import type { Settings } from './settings/variables.ts'
import { findShadows } from './shadows.ts'
import { findTakeOver } from './take-over.ts'
import { writeFile } from './write.ts'

/**
 * Writes the project's account into `.env.mlflow`, and keeps that file out of git.
 *
 * @throws {LauncherError} those of `parseCommandLine` and of this folder; the launcher's own about each value
 */
export async function handler(context: CommandContext, given: Arguments): Promise<ExitAction> {
  refuseSecretWords(given.rest)
  const line = parseCommandLine(given, INIT_OPTIONS)
  refusePassthroughArgs('init', line)
  refuseOptionsOfRuns(line)
  const effects = hostEffects(context.hostContext.env, !line.args.options.has('yes'), context.stderr)
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
  const { cwd, env } = hostContext
  const { terminal } = effects
  const isAgreed = args.options.has('yes')
  const project = findProject(hostContext)
  const own = settingsOfFile(project.current?.file)
  const below = settingsOfFile(project.dotenv)
  const existing = new Map([...below, ...own])
  const named = settingsOfOptions(args.options, existing)
  const offered = project.dotenv && findTakeOver(project.dotenv.entries, existing)
  const profiles = () => readProfiles(hostContext, (name) => env[name])
  const textOf = (name: string, value: string) =>
    valueText(value, parse) ?? fail(initDiagnostics.error('value-not-writable', { kind: 'option', name }))
  const check = (settings: Settings) => {
    for (const [name, { value }] of settings) textOf(name, value)
    return checkSettings(settings, own, below, profiles)
  }
  const found = terminal
    ? { notices: [], ...(await askForSettings({ terminal, stderr, format, named, existing, offered, check })) }
    : await collect({ effects, env, named, existing, offered, isAgreed, isTerminal: host.isTerminal(0) })
  const isQuiet = args.options.has('quiet')
  const show = (findings: readonly Diagnostic[]) => stderr(findingLines(findings, isQuiet, format).join(''))
  show([...found.notices, ...check(found.settings)])

  const plan = planFile(
    project.current && { text: project.current.text, values: own },
    withoutKnown(found.settings, own, below),
    textOf,
  )
  const hasChanges = plan.changes.length > 0
  let ignored: Done | null = null
  if (hasChanges) {
    if (project.current && !(await agree(project, plan, effects, isAgreed))) {
      stdout(`${project.display} was left as it is\n`)
      return { raise: null, status: OWN_FAILURE_STATUS }
    }
    // First, so that git never sees the file without its rule.
    ignored = await ignoreFile(cwd, project, effects)
    try {
      await writeFile(project, plan, effects)
    } catch (error) {
      if (ignored.changed) stdout(`${ignored.changed}\n`)
      throw error
    }
    stdout(writtenLines(project.display, plan.changes, !project.current))
    if (found.takenOver) stdout(takenOverLines(found.takenOver))
  } else if (project.current) stdout(`${project.display} has all of this already, so it was not changed\n`)
  else return nothingWritten(context, project, below)

  const values = new Map([...existing, ...found.settings])
  const done = [ignored ?? (await ignoreFile(cwd, project, effects)), await addExample(cwd, project, values, effects)]
  stdout(done.map(linesOf).join(''))
  const warnings = [
    ...done.flatMap((one) => one.warnings),
    ...findShadows(hostContext, args, project, values, hasChanges),
  ]
  show(warnings)
  return finish(context, terminal, hasChanges)
}

const linesOf = ({ said }: Done) => said.map((text) => `${text}\n`).join('')

/** There is no file, and none is needed. @throws {LauncherError} nothing-to-write */
function nothingWritten({ stdout }: CommandContext, { dotenv, display }: InitProject, below: Settings): ExitAction {
  if (!dotenv || below.size === 0) return fail(initDiagnostics.error('nothing-to-write', null))
  stdout(`${dotenv.display} has all of this already, so ${display} was not written\n`)
  return { raise: null, status: 0 }
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
