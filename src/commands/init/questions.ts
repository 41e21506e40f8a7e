import {
  ACCESS_KEY_ID,
  DEFAULT_REGION,
  PROFILE,
  SECRET_ACCESS_KEY,
  SESSION_TOKEN,
} from '../../credentials/project-variables.ts'
import { checkShape } from '../../model/check-value.ts'
import { isLauncherError } from '../../model/diagnostic.ts'
import type { Sourced } from '../../model/origin.ts'
import type { FormatDiagnostic } from '../../report/diagnostic-line.ts'
import { isWhole } from './collect.ts'
import type { Answer, NoAnswer, Terminal } from './effects/effects.ts'
import { artifactRoot } from './settings/artifact-root.ts'
import { checkId } from './settings/check-id.ts'
import { ALLOW_FALLBACK, ARTIFACT_ROOT, ENDPOINT, type Settings, TRACKING_URI } from './settings/variables.ts'
import type { TakeOver } from './take-over.ts'

/** Thrown where no answer comes, to leave all questions at once. */
export class NoMoreAnswers extends Error {
  readonly why: NoAnswer
  constructor(why: NoAnswer) {
    super(why)
    this.why = why
  }
}

export interface QuestionsInput {
  readonly terminal: Terminal
  readonly stderr: (text: string) => void
  readonly format: FormatDiagnostic
  /** What the options name. */
  readonly named: Settings
  /** What the project's files have. */
  readonly existing: Settings
  readonly offered: TakeOver | null
  /** Refuses settings that cannot be right. @throws {LauncherError} */
  readonly check: (settings: Settings) => void
}

export interface Answered {
  readonly settings: Settings
  readonly takenOver: TakeOver | null
}

/**
 * Asks for what neither the options nor the project's files say. If options name settings, only for keys.
 *
 * @throws {NoMoreAnswers}
 */
export async function askForSettings(input: QuestionsInput): Promise<Answered> {
  const { named, existing, offered, terminal, check } = input
  const settings = new Map(named)
  // What the command line names is refused before anything is asked.
  check(new Map(Array.from(named).filter(([name]) => name !== ACCESS_KEY_ID)))
  const asksAll = named.size === 0 && Array.from(existing.keys()).every((name) => name.startsWith('WITH_MLFLOW_ENV_'))
  if (asksAll) await askForStore(input, settings)
  let takenOver: TakeOver | null = null
  if (!named.has(ALLOW_FALLBACK) && !isWhole(settings, existing)) {
    if (offered && !named.has(ACCESS_KEY_ID) && (await confirm(terminal, describeOffer(offered), true))) {
      takenOver = offered
      for (const [name, value] of offered.settings) if (!settings.has(name)) settings.set(name, value)
    } else await askForAccount(input, settings)
  }
  if (asksAll) {
    const standard = settings.has(PROFILE) ? "the profile's own" : 'us-east-1'
    if (!settings.has(DEFAULT_REGION)) await askFor(input, settings, DEFAULT_REGION, `Region (empty: ${standard}): `)
    await askFor(input, settings, TRACKING_URI, "Tracking URI (empty: this project's own server): ")
  }
  return { settings, takenOver }
}

async function askForStore(input: QuestionsInput, settings: Map<string, Sourced>): Promise<void> {
  await askUntilRight(input, settings, async (draft) => {
    const bucket = await askLine(input.terminal, 'S3 bucket, or s3://BUCKET/PREFIX (empty: none): ')
    if (bucket === '') return
    const root = artifactRoot(answer(ARTIFACT_ROOT, bucket), undefined, undefined)
    if (root) draft.set(ARTIFACT_ROOT, root)
  })
  if (!settings.has(ARTIFACT_ROOT)) return
  await askFor(input, settings, ENDPOINT, "The store's address (empty: AWS): ")
}

async function askForAccount(input: QuestionsInput, settings: Map<string, Sourced>): Promise<void> {
  if (!settings.has(ACCESS_KEY_ID)) await askFor(input, settings, PROFILE, 'Profile of ~/.aws (empty: keys): ')
  if (settings.has(PROFILE)) return
  const named = settings.get(ACCESS_KEY_ID)
  if (named) {
    // An id that is wrong cannot be corrected here.
    checkShape(named, 'key')
    await askForSecrets(input, settings, named)
    return
  }
  const needsKeys = Array.from(settings.keys()).some((name) => name !== TRACKING_URI)
  const ask = async (draft: Map<string, Sourced>) => {
    const id = await askForId(input, needsKeys)
    if (id) await askForSecrets(input, draft, id)
  }
  await askUntilRight(input, settings, ask, [ACCESS_KEY_ID])
}

/** What is wrong with a secret is asked for at once: the answer to another question would be shown, and may be the secret. */
function askForSecrets(input: QuestionsInput, settings: Map<string, Sourced>, id: Sourced): Promise<void> {
  const ask = (draft: Map<string, Sourced>) => askForBoth(input.terminal, draft, id)
  return askUntilRight(input, settings, ask, [SECRET_ACCESS_KEY, SESSION_TOKEN])
}

async function askForBoth(terminal: Terminal, draft: Map<string, Sourced>, id: Sourced): Promise<void> {
  draft.set(ACCESS_KEY_ID, id)
  draft.set(SECRET_ACCESS_KEY, await askForSecret(terminal, SECRET_ACCESS_KEY, 'Secret access key (not shown): '))
  if (!id.value.startsWith('ASIA')) return
  draft.set(SESSION_TOKEN, await askForSecret(terminal, SESSION_TOKEN, 'Session token (not shown): '))
}

async function askForId({ terminal, stderr, format }: QuestionsInput, isNeeded: boolean): Promise<Sourced | null> {
  for (;;) {
    const question = isNeeded ? 'Access key id: ' : 'Access key id (empty: none): '
    const text = await askLine(terminal, question)
    if (text === '' && !isNeeded) return null
    const id = answer(ACCESS_KEY_ID, text)
    try {
      checkShape(id, 'key')
      checkId(id)
      if (text !== '') return id
    } catch (error) {
      if (!isLauncherError(error)) throw error
      stderr(format(error.diagnostic))
    }
  }
}

async function askForSecret(terminal: Terminal, name: string, question: string): Promise<Sourced> {
  for (;;) {
    const text = textOf(await terminal.askUnseen(question))
    if (text !== '') return answer(name, text)
  }
}

/** One setting; none if the answer is empty. */
function askFor(input: QuestionsInput, settings: Map<string, Sourced>, name: string, question: string): Promise<void> {
  return askUntilRight(input, settings, async (draft) => {
    const text = await askLine(input.terminal, question)
    if (text !== '') draft.set(name, answer(name, text))
  })
}

/**
 * Asks again as long as what was answered cannot be right, and says why.
 *
 * @param names the variables that the questions are about; null for any
 * @throws {LauncherError} about something else, which other answers would not mend
 */
async function askUntilRight(
  { check, stderr, format }: QuestionsInput,
  settings: Map<string, Sourced>,
  ask: (draft: Map<string, Sourced>) => Promise<void>,
  names: readonly string[] | null = null,
): Promise<void> {
  for (;;) {
    const draft = new Map(settings)
    try {
      await ask(draft)
      check(draft)
      for (const [name, value] of draft) settings.set(name, value)
      return
    } catch (error) {
      if (!isLauncherError(error)) throw error
      const { origin } = error.diagnostic
      if (names && !(origin?.kind === 'option' && names.includes(origin.name))) throw error
      stderr(format(error.diagnostic))
    }
  }
}

export async function confirm(terminal: Terminal, question: string, standard: boolean): Promise<boolean> {
  const text = (await askLine(terminal, `${question} ${standard ? '[Y/n]' : '[y/N]'} `)).toLowerCase()
  return text === '' ? standard : text === 'y' || text === 'yes'
}

async function askLine(terminal: Terminal, question: string): Promise<string> {
  return textOf(await terminal.ask(question))
}

/** Without the blanks that a selection with the mouse takes along. */
function textOf(answer: Answer): string {
  if ('none' in answer) throw new NoMoreAnswers(answer.none)
  return answer.text.trim()
}

/** Named as the variable alone: it is in no place yet. */
function answer(name: string, value: string): Sourced {
  return { value, origin: { kind: 'option', name } }
}

function describeOffer({ origins }: TakeOver): string {
  const names = origins.map((origin) => ('name' in origin ? origin.name : ''))
  return `'.env' has ${names.join(', ')}. Take them over as MLFLOW_AWS_*?`
}
