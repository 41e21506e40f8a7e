// `init` is the executable's own: the same files and words as on Node, from options, a pipe and a terminal.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { describeNative, executable, onBoth, type Run, runOn } from '../../rig/native-and-node.ts'
import { PROJECT_KEYS, type Project } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { Terminal } from '../../rig/terminal.ts'

const KEYS = Object.entries(PROJECT_KEYS)
  .map(([name, value]) => `${name}=${value}\n`)
  .join('')

/** What is in the project's folder, with the permissions. */
function filesOf(project: Project): Readonly<Record<string, string>> {
  const names = readdirSync(project.folder).filter((name) => name !== '.git')
  return Object.fromEntries(
    names.map((name) => {
      const path = project.path(name)
      return [name, `${(lstatSync(path).mode & 0o777).toString(8)}\n${readFileSync(path, 'utf8')}`]
    }),
  )
}

type Files = Readonly<Record<string, string>>

/** Each in a project of its own. */
function initOnBoth(files: Files, words: readonly string[], input: string) {
  const run = (kind: 'native' | 'node'): { readonly run: Run; readonly files: Files } => {
    const project = temporaryProject(files)
    execFileSync('git', ['init', '--quiet'], { cwd: project.folder, env: project.environment() })
    const run = runOn(kind, project, ['init', ...words], { input })
    return { run, files: filesOf(project) }
  }
  return { native: run('native'), node: run('node') }
}

describeNative('without Node,', () => {
  it.each<[title: string, files: Files, words: readonly string[], input: string]>([
    ['from a pipe', {}, ['--bucket', 'my-bucket'], KEYS],
    ['from a pipe with a byte order mark', {}, [], `\ufeff${KEYS}`],
    ['without keys', {}, [], ''],
    ['from a pipe with half of the keys', {}, [], 'AWS_ACCESS_KEY_ID=AKIAPROJECTPROJECT01\n'],
    ['into a file that is there', { '.env.mlflow': `# mine\n${KEYS}` }, ['--bucket', 'other', '--yes'], ''],
    ['into a file that is there, without --yes', { '.env.mlflow': KEYS }, ['--bucket', 'other'], ''],
    ['with a .gitignore', { '.gitignore': '*.pyc' }, [], KEYS],
    ['with an unknown option', {}, ['--bukket', 'x'], ''],
  ])('init writes what it writes on Node: %s', (_title, files, words, input) => {
    const { native, node } = initOnBoth(files, words, input)
    expect(native).toEqual(node)
  })

  it('a question is left by ^C, at a secret too, with nothing written and the terminal as it was', async () => {
    for (const words of [[], ['--access-key-id', PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID]]) {
      const project = temporaryProject()
      const terminal = new Terminal(project, [
        'bash',
        '-c',
        '"$0" "$@"; echo "status $?"; stty -a',
        executable,
        'init',
        ...words,
      ])
      onTestFinished(() => terminal.close())
      await terminal.shows(words.length === 0 ? /S3 bucket.*: / : /Secret access key.*: /)
      terminal.type('\x03')
      expect(await terminal.shows(/status \d+/)).toContain('status 130')
      expect(await terminal.shows(/ended: .*/)).toMatch(/(?<!-)icanon.*(?<!-)echo /s)
      expect(existsSync(project.path('.env.mlflow'))).toBe(false)
    }
  })

  it.skipIf(process.getuid?.() === 0)(
    'a folder that is read-only is named, as on Node (root may write anywhere)',
    () => {
      const project = temporaryProject()
      chmodSync(project.folder, 0o500)
      onTestFinished(() => chmodSync(project.folder, 0o700))
      const { native, node } = onBoth(project, ['init'], { input: KEYS })
      expect(native).toEqual(node)
      expect(native.status).toBe(125)
    },
  )
})
