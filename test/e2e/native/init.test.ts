// `init` is the executable's own: the same files and words as on Node, from options, a pipe and a terminal.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { executable } from '../../rig/executable.ts'
import { describeNative, onBoth, type Run, runOn } from '../../rig/native-and-node.ts'
import { PROJECT_KEYS, type Project } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { Terminal } from '../../rig/terminal.ts'

const { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET } = PROJECT_KEYS
const { SIGTERM, SIGTSTP, SIGTTIN } = constants.signals
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
    for (const words of [[], ['--access-key-id', ID]]) {
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

  /** Waiting for the secret. */
  async function atSecret(): Promise<{ terminal: Terminal; pid: number }> {
    const words = ['bash', '-c', 'echo "pid $$"; exec "$0" "$@"', executable, 'init', '--access-key-id', ID]
    const terminal = new Terminal(temporaryProject(), words)
    onTestFinished(() => terminal.close())
    const [, pid] = /pid (\d+)\s/.exec(await terminal.shows(/pid \d+\s/)) ?? []
    await terminal.shows(/Secret access key.*: /)
    await expect.poll(() => blockedBy(Number(pid)), { timeout: 10_000, interval: 5 }).toContain(SIGTERM)
    return { terminal, pid: Number(pid) }
  }

  /** The signals of a line of `/proc/PID/status`, as bits. */
  function signalsOf(pid: number, name: string): bigint {
    const [, digits] = new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return BigInt(`0x${digits}`)
  }

  function blockedBy(pid: number): number[] {
    const blocked = signalsOf(pid, 'SigBlk')
    return [SIGTERM, SIGTSTP, SIGTTIN].filter((signal) => ((blocked >> BigInt(signal - 1)) & 1n) === 1n)
  }

  it('shows nothing of a secret after the size of the window has changed', async () => {
    const { terminal, pid } = await atSecret()
    process.kill(pid, 'SIGWINCH')
    await expect.poll(() => signalsOf(pid, 'ShdPnd'), { timeout: 10_000, interval: 5 }).toBe(0n)
    terminal.type(`${SECRET}\n`)
    expect(await terminal.shows(/Run the doctor now/)).not.toContain(SECRET)
  })

  it('does not end by SIGUSR1, as on Node', async () => {
    const { terminal, pid } = await atSecret()
    process.kill(pid, 'SIGUSR1')
    await expect.poll(() => signalsOf(pid, 'ShdPnd'), { timeout: 10_000, interval: 5 }).toBe(0n)
    terminal.type(`${SECRET}\n`)
    await terminal.shows(/Run the doctor now/)
  })

  it('the system itself stops it: a signal that continues it could come before it had stopped itself', async () => {
    const { pid } = await atSecret()
    expect(blockedBy(pid)).toEqual([SIGTERM])
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
