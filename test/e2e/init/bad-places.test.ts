// Where `init` must not or cannot write: one line for each, and nothing is changed.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf, NOBODY, OTHER, runAs } from '../../rig/other-user.ts'
import { PROJECT_KEYS } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { temporaryTree } from '../../rig/temporary-tree.ts'

const WORDS = ['init', '--bucket', 'b2b']
const env = PROJECT_KEYS
const isRoot = process.getuid?.() === 0
const line = (text: RegExp) => expect.stringMatching(new RegExp(`^with-mlflow-env: error: ${text.source}.*\n$`))

describe('init', () => {
  it('refuses a directory, a pipe and a link in place of the file, wherever the link leads', async () => {
    const project = temporaryProject()
    const path = project.path('.env.mlflow')
    const refused = (text: RegExp) => ({ status: 125, stdout: '', stderr: line(text) })
    mkdirSync(path)
    expect(await project.run(WORDS, { env })).toMatchObject(
      refused(/'\.env\.mlflow': expected a file, found a directory:/),
    )
    execFileSync('rm', ['-r', path])
    execFileSync('mkfifo', [path])
    expect(await project.run(WORDS, { env })).toMatchObject(
      refused(/'\.env\.mlflow': expected a file, found a named pipe:/),
    )
    execFileSync('rm', [path])
    project.write('own.env', 'OTHER=1\n')
    const outside = join(project.home, 'x.env')
    writeFileSync(outside, 'OTHER=1\n')
    for (const target of ['own.env', outside, 'nowhere']) {
      symlinkSync(target, path)
      expect(await project.run(WORDS, { env })).toMatchObject(
        refused(/'\.env\.mlflow': expected a file, found a link to '/),
      )
      expect(lstatSync(path).isSymbolicLink()).toBe(true)
      execFileSync('rm', [path])
    }
    expect(readFileSync(project.path('own.env'), 'utf8') + readFileSync(outside, 'utf8')).toBe('OTHER=1\nOTHER=1\n')
    expect(readdirSync(project.folder).sort()).toEqual(['.git', 'own.env'])
  })

  it('refuses your home directory and the root directory as the project', async () => {
    const project = temporaryProject()
    const home = await project.run(WORDS, { env, cwd: project.home })
    expect(home).toMatchObject({ status: 125, stdout: '', stderr: line(/the project would be your home directory/) })
    expect(readdirSync(project.home)).toEqual([])
    const root = await project.run(WORDS, { env, cwd: '/' })
    expect(root).toMatchObject({
      status: 125,
      stdout: '',
      stderr: line(/the project would be the root directory '\/'/),
    })
    expect(existsSync('/.env.mlflow')).toBe(false)
  })

  it('writes to the folder in which a run looks for the file, and says so', async () => {
    const project = temporaryProject({ 'a/.env': 'OTHER=1\n', 'a/b/x': '', 'c/x': '' })
    const deep = await project.run(WORDS, { env, cwd: project.path('a', 'b') })
    expect(deep.stdout).toContain('Wrote ../.env.mlflow, ')
    expect(existsSync(project.path('a', '.env.mlflow'))).toBe(true)
    const other = await project.run(WORDS, { env, cwd: project.path('c') })
    expect(other.stdout).toContain('Wrote ../.env.mlflow, ')
    expect(existsSync(project.path('.env.mlflow'))).toBe(true)
    // From now on that one is nearer to the project's commands than a new one would be.
    expect((await project.run(WORDS, { env, cwd: project.path('c') })).stdout).toContain(
      '../.env.mlflow has all of this',
    )
  })

  it('leaves a .env alone that cannot be read, or is a pipe that somebody else fills', async () => {
    const project = temporaryProject({ '.env': Buffer.from([0xff, 0xfe, 0x41, 0x00]) })
    expect(await project.run(WORDS, { env })).toMatchObject({ status: 0, stderr: '' })
    const other = temporaryProject()
    execFileSync('mkfifo', [other.path('.env')])
    expect(await other.run(WORDS, { env })).toMatchObject({ status: 0, stderr: '' })
  })

  it('refuses a secret among its arguments, and a file that cannot be read', async () => {
    const project = temporaryProject()
    const secret = env.MLFLOW_AWS_SECRET_ACCESS_KEY
    const refused = await project.run([...WORDS, '--secret-access-key', secret])
    expect(refused).toMatchObject({ status: 125, stdout: '', stderr: line(/'--secret-access-key' is a secret/) })
    expect(refused.stderr).not.toContain(secret)
    project.write('.env.mlflow', Buffer.from([0xff, 0xfe, 0x41, 0x00]))
    expect(await project.run(WORDS, { env })).toMatchObject({
      status: 125,
      stderr: line(/\.env\.mlflow:1: the file is UTF-16/),
    })
    project.write('.env.mlflow', 'MLFLOW_AWS_PROFILE="lab\n')
    expect(await project.run(WORDS, { env })).toMatchObject({
      status: 125,
      stderr: line(/\.env\.mlflow:1: python-dotenv cannot parse this line/),
    })
  })
})

describe.skipIf(!isRoot)('init of a user who is not root (needs root for a second user)', () => {
  it('refuses a project that the user may not write to', () => {
    const top = temporaryTree()
    const cwd = folderOf(0, top, 'project')
    const refused = runAs(NOBODY, top, cwd, WORDS, env)
    expect(refused).toEqual({
      status: 125,
      stdout: '',
      stderr: line(/cannot write '\.env\.mlflow': permission denied/),
    })
    expect(readdirSync(cwd)).toEqual([])
  })

  it("refuses another user's file, also if the user is root", () => {
    const top = temporaryTree()
    const cwd = folderOf(OTHER, top, 'project')
    const path = join(cwd, '.env.mlflow')
    writeFileSync(path, 'OTHER=1\n')
    chownSync(path, OTHER, OTHER)
    chmodSync(cwd, 0o777)
    for (const uid of [NOBODY, 0]) {
      expect(runAs(uid, top, cwd, WORDS, env)).toEqual({
        ...{ status: 125, stdout: '' },
        stderr: line(/'\.env\.mlflow' belongs to another user \(uid 65533\): run init as that user/),
      })
    }
    expect(readFileSync(path, 'utf8')).toBe('OTHER=1\n')
  })

  it('leaves nothing if the file system takes no more, and an existing file as it was', () => {
    const top = temporaryTree()
    const cwd = folderOf(NOBODY, top, 'project')
    // A limit of the system's that fails as a full disk does: after the file was created.
    const full = `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`
    const fails = { status: 125, stdout: '', stderr: line(/cannot write '\.env\.mlflow': /) }
    expect(runAs(NOBODY, top, cwd, WORDS, env, full)).toEqual(fails)
    expect(readdirSync(cwd)).toEqual([])
    expect(runAs(NOBODY, top, cwd, WORDS, env)).toMatchObject({ status: 0 })
    const before = readFileSync(join(cwd, '.env.mlflow'), 'utf8')
    const files = readdirSync(cwd)
    expect(runAs(NOBODY, top, cwd, ['init', '--region', 'eu-west-1', '--yes'], env, full)).toEqual(fails)
    expect(readFileSync(join(cwd, '.env.mlflow'), 'utf8')).toBe(before)
    expect(readdirSync(cwd)).toEqual(files)
  })

  it('is not hindered by a umask that takes the own right to read', () => {
    const top = temporaryTree()
    const cwd = folderOf(NOBODY, top, 'project')
    const masked = 'umask 0277; exec "$0" "$@"'
    expect(runAs(NOBODY, top, cwd, WORDS, env, masked).status).toBe(0)
    expect(lstatSync(join(cwd, '.env.mlflow')).mode & 0o777).toBe(0o600)
  })

  it('removes what an init that was killed has left of a secret, and nothing else', async () => {
    const project = temporaryProject({
      '.env.mlflow': 'MLFLOW_AWS_DEFAULT_REGION=eu-west-1\n',
      '.env.mlflow-writing-aB3dE6/.env.mlflow': 'MLFLOW_AWS_SECRET_ACCESS_KEY=old\n',
      '.env.mlflow-writing-aB3dE7/mine': '',
      '.env.mlflow-writing-aB3dE8/.env.mlflow': 'of an init that is running',
      '.env.mlflow-backup/.env.mlflow': '',
    })
    const before = new Date(Date.now() - 3_600_000)
    for (const name of ['writing-aB3dE6', 'writing-aB3dE7', 'backup'])
      utimesSync(project.path(`.env.mlflow-${name}`), before, before)
    expect(await project.run([...WORDS, '--yes'], { env })).toMatchObject({ status: 0 })
    expect(
      readdirSync(project.folder)
        .filter((name) => /^\.env\.mlflow-(?!example)/.test(name))
        .sort(),
    ).toEqual(['.env.mlflow-backup', '.env.mlflow-writing-aB3dE7', '.env.mlflow-writing-aB3dE8'])
  })

  it('says once that a .gitignore that is a link cannot have the line, and what git reads too', async () => {
    const project = temporaryProject({ shared: '' })
    execFileSync('git', ['init', '--quiet'], { cwd: project.folder, env: project.environment() })
    symlinkSync('shared', project.path('.gitignore'))
    const { status, stderr } = await project.run([...WORDS], { env })
    expect(status).toBe(0)
    expect(stderr.match(/warning: .*/g)).toEqual([
      "warning: cannot add '.env.mlflow' to '.gitignore' (it is not a plain file), so git may take the file: put the line into .git/info/exclude, which git reads too, or into a .gitignore that is a plain file",
    ])
  })

  it('writes the file if .gitignore may not be written, and says what to do', () => {
    const top = temporaryTree()
    const cwd = folderOf(NOBODY, top, 'project')
    writeFileSync(join(cwd, '.gitignore'), '*.log\n', { mode: 0o644 })
    const { status, stderr } = runAs(NOBODY, top, cwd, WORDS, env)
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(
        /warning: cannot add '\.env\.mlflow' to '\.gitignore' \(permission denied\), .*: put the line into \.git\/info\/exclude/,
      ),
    })
    expect(existsSync(join(cwd, '.env.mlflow'))).toBe(true)
  })
})
