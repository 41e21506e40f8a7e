import { displayPath } from '../../host/display-path.ts'
import * as host from '../../host/index.ts'
import { reasonOf } from '../../host/reason.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { initDiagnostics } from './diagnostics.ts'
import type { Effects } from './effects/effects.ts'
import { gitignoreAddition, hasLine } from './plan/gitignore.ts'
import type { InitProject } from './project.ts'

/** What a step did. */
export interface Done {
  /** Lines for the report. */
  readonly said: readonly string[]
  readonly warnings: readonly Diagnostic[]
  /** The line that says what was changed; null if nothing was. */
  readonly changed?: string | null
}

/** Sees to it that git ignores the project's file, by a rule that is a part of the repository. */
export async function ignoreFile(cwd: string, project: InitProject, effects: Effects): Promise<Done> {
  const { folder, display } = project
  const git = (...words: readonly string[]) => effects.git(folder, ...words)
  const name = host.basename(project.path)
  const inside = await git('rev-parse', '--is-inside-work-tree')
  const hasGit = inside.exitCode !== null
  const isRepository = inside.exitCode === 0 && inside.stdout.trim() === 'true'
  const path = gitignorePath(project)
  const shown = displayPath(cwd, path)
  const said: string[] = []
  let changed: string | null = null
  const warnings: Diagnostic[] = []
  let isRefused = false
  const isSettled = isRepository ? await isIgnoredByRepository(git, name) : hasLine(readIfPlain(path) ?? '')
  if (!isSettled) {
    const reason = addLine(path, effects)
    if (reason === null) {
      changed = `Added '${name}' to ${shown}`
      said.push(changed)
    } else {
      isRefused = true
      warnings.push(initDiagnostics.warning('gitignore-not-written', null, { display: shown, reason }))
    }
  }
  if (!isRepository) {
    said.push(whyUnasked(hasGit, project, name))
    return { said, warnings, changed }
  }
  if ((await git('ls-files', '--error-unmatch', '--', name)).exitCode === 0) {
    warnings.push(initDiagnostics.warning('file-not-ignored', null, { display, state: 'tracked', rule: null }))
  } else if ((await ruleOf(git, name)) === null) {
    const [rule = null] = await decidingRule(git, name)
    // That the line could not be added is the whole reason then.
    if (rule !== null || !isRefused)
      warnings.push(initDiagnostics.warning('file-not-ignored', null, { display, state: 'not ignored', rule }))
  } else said.push(`git ignores ${display}`)
  return { said, warnings, changed }
}

function whyUnasked(hasGit: boolean, { gitRoot }: InitProject, name: string): string {
  if (!hasGit) return `git is not installed, so whether it ignores ${name} was not checked`
  return gitRoot === null
    ? `This is no git repository, so whether git ignores ${name} was not checked`
    : `git cannot read the repository (see 'git status'), so whether it ignores ${name} was not checked`
}

type GitHere = (...words: readonly string[]) => ReturnType<Effects['git']>

/** By a `.gitignore` of the repository: a rule of the user's own protects nobody else. */
async function isIgnoredByRepository(git: GitHere, name: string): Promise<boolean> {
  const source = (await ruleOf(git, name)) ?? ''
  return /^(?!\/|~).*\.gitignore:\d+$/.test(source)
}

/** The place of the rule by which git ignores a file, as `.gitignore:3`; null if it does not. */
export async function ruleOf(git: GitHere, name: string): Promise<string | null> {
  const [place = null, rule = ''] = await decidingRule(git, name)
  return rule.startsWith('!') ? null : place
}

async function decidingRule(git: GitHere, name: string): Promise<string[]> {
  const { stdout } = await git('-c', 'core.quotePath=false', 'check-ignore', '--verbose', '--no-index', '--', name)
  return /^(.*?:\d+):(.*)\t/.exec(stdout)?.slice(1) ?? []
}

/** That of the project, if it has one, because it comes after the repository's. */
function gitignorePath({ folder, gitRoot }: InitProject): string {
  const own = host.joinPath(folder, '.gitignore')
  return gitRoot === null || host.lstat(own) ? own : host.joinPath(gitRoot, '.gitignore')
}

/** @returns why the line could not be added; null if it was */
function addLine(path: string, effects: Effects): string | null {
  try {
    const status = host.lstat(path)
    if (status && status.kind !== 'file') return 'it is not a plain file'
    effects.appendToFile(path, gitignoreAddition(readIfPlain(path) ?? ''))
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

/** One character a byte: only line ends and the rule for the file matter. */
function readIfPlain(path: string): string | null {
  const status = host.lstat(path)
  return status?.kind === 'file' ? host.decodeLatin1(host.readHead(path, status.size) ?? new Uint8Array()) : null
}
