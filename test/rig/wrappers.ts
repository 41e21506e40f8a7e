// A folder with real files, and what is found between the launcher and the program of a command in it.
import { join } from 'node:path'
import { childValue } from '../../src/child-env/change.ts'
import { inspectWrappers } from '../../src/wrappers/index.ts'
import { configured, PROJECT, type Setup } from './configure-values.ts'
import { hostContextIn, temporaryTree } from './temporary-tree.ts'

export const CHILD_KEYS = { AWS_ACCESS_KEY_ID: 'projectid', AWS_SECRET_ACCESS_KEY: 'projectsecret' }

/** Another account, what is left of one, and the project's own values. */
export const WORK = '# work\nAWS_ACCESS_KEY_ID=workid\n'
export const STALE = 'AWS_SESSION_TOKEN=stale\n'
export const MINE = 'AWS_ACCESS_KEY_ID=projectid\nAWS_PAGER=\nOTHER=x\n'

export interface Situation extends Setup {
  /** Contents by path in the working directory; `~/` is the home directory. */
  readonly tree?: Readonly<Record<string, string>>
}

export function makeFolder(tree: Readonly<Record<string, string>> = {}): { cwd: string; home: string } {
  const files = Object.entries(tree).map(([path, text]) => [
    path.startsWith('~/') ? join('home', path.slice(2)) : join('work', path),
    text,
  ])
  // Programs too.
  const root = temporaryTree({ work: null, home: null, ...Object.fromEntries(files) }, 0o755)
  return { cwd: join(root, 'work'), home: join(root, 'home') }
}

/** The findings as `code file:line names`, or `code program`. */
export function inspect(words: readonly string[], situation: Situation = {}) {
  const { cwd, home } = makeFolder(situation.tree)
  return inspectIn({ cwd, home }, words, situation)
}

export const found = (command: string, tree: Situation['tree'] = {}, situation: Situation = {}) =>
  inspect(command.split(' '), { ...situation, tree }).found

/** What is found, and whether the command is kept from its load_dotenv(). */
export function inspectDotenv(words: readonly string[], tree: Readonly<Record<string, string>>) {
  const { found, child } = inspect(words, { tree })
  return { found, disabled: child('PYTHON_DOTENV_DISABLED') }
}

export function inspectIn(
  { cwd, home }: { cwd: string; home: string },
  words: readonly string[],
  situation: Situation,
) {
  const env = { PATH: process.env.PATH ?? '', HOME: home, ...situation.env }
  const configuration = configured({ files: [PROJECT], ...situation, env })
  const hostContext = hostContextIn(cwd, { env, home })
  const inspected = inspectWrappers(hostContext, configuration, words)
  const found = inspected.warnings.slice(configuration.warnings.length).map(({ code, origin, data }) => {
    const { names = [], program = '' } = data as { names?: readonly string[]; program?: string }
    return origin?.kind === 'file'
      ? `${code} ${origin.path.replace(cwd, '.').replace(home, '~')}:${origin.line} ${names.join(' ')}`
      : `${code} ${program}`
  })
  return { found, child: (name: string) => childValue(env, inspected.change, name), inspected }
}
