// What git makes of the file, asked of a real git.
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_KEYS, type Project } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { temporaryTree } from '../../rig/temporary-tree.ts'

const WORDS = ['init', '--bucket', 'b2b']
const env = PROJECT_KEYS

function git(project: Project, ...words: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b']
  const options = { cwd: project.folder, env: project.environment(), encoding: 'utf8' } as const
  return execFileSync('git', [...identity, ...words], options)
}

function repository(files: Readonly<Record<string, string>> = {}): Project {
  const project = temporaryProject(files)
  git(project, 'init', '--quiet')
  return project
}

const ignores = (project: Project, name: string) => {
  try {
    git(project, 'check-ignore', '--quiet', '--', name)
    return true
  } catch {
    return false
  }
}
const read = (project: Project, ...path: string[]) => readFileSync(project.path(...path), 'utf8')

describe('the file that init writes', () => {
  it.each([
    ['without a .gitignore', null, '.env.mlflow\n'],
    ['with one that has no end of its last line', 'node_modules', 'node_modules\n.env.mlflow\n'],
    ['with line ends of Windows', 'a\r\nb', 'a\r\nb\r\n.env.mlflow\r\n'],
    ['with bytes that are no UTF-8', Buffer.from([0xe9, 0x0a]), Buffer.from('\xe9\n.env.mlflow\n', 'latin1')],
    ['with a rule that already ignores it', '.env*\n', '.env*\n'],
    ['with a later rule that takes the line back', '.env.mlflow\n!.env*\n', '.env.mlflow\n!.env*\n.env.mlflow\n'],
    ['with a line that is a comment', '#.env.mlflow\n', '#.env.mlflow\n.env.mlflow\n'],
  ])('is ignored %s', async (_, before, after) => {
    const project = repository()
    if (before !== null) writeFileSync(project.path('.gitignore'), before)
    const { stdout, status } = await project.run(WORDS, { env })
    expect({ stdout, status }).toEqual({ status: 0, stdout: expect.stringContaining('git ignores .env.mlflow\n') })
    expect(stdout.includes("Added '.env.mlflow' to .gitignore")).toBe(String(before) !== String(after))
    expect(readFileSync(project.path('.gitignore'))).toEqual(Buffer.from(after as string))
    expect(ignores(project, '.env.mlflow')).toBe(true)
  })

  it('is ignored for everybody, not by a rule of this user alone', async () => {
    const project = repository()
    appendFileSync(project.path('.git', 'info', 'exclude'), '.env.mlflow\n')
    mkdirSync(join(project.home, '.config', 'git'), { recursive: true })
    writeFileSync(join(project.home, '.config', 'git', 'ignore'), '.env*\n')
    const { stderr } = await project.run(WORDS, { env })
    expect(read(project, '.gitignore')).toBe('.env.mlflow\n')
    expect(stderr).toMatch(/note: git ignores '\.env\.mlflow\.example' too \(.*\/\.config\/git\/ignore:1\)/)
  })

  it("is ignored by the repository's .gitignore below its root, or by the project's own", async () => {
    const project = repository({
      '.gitignore': 'x\n',
      'a/.env': 'A=1\n',
      'b/.env': 'A=1\n',
      'b/.gitignore': '!.env*\n',
    })
    const a = await project.run(WORDS, { env, cwd: project.path('a') })
    expect(a.stdout).toContain("Added '.env.mlflow' to ../.gitignore\n")
    const b = await project.run(WORDS, { env, cwd: project.path('b') })
    expect(b.stdout).toContain("Added '.env.mlflow' to .gitignore\n")
    expect(read(project, '.gitignore')).toBe('x\n.env.mlflow\n')
    expect(read(project, 'b', '.gitignore')).toBe('!.env*\n.env.mlflow\n')
    for (const name of ['a/.env.mlflow', 'b/.env.mlflow']) expect(ignores(project, name)).toBe(true)
  })

  it('is named with its remedy if git tracks it', async () => {
    const project = repository({ '.env.mlflow': 'OTHER=1\n' })
    git(project, 'add', '.env.mlflow')
    const { stderr, status } = await project.run([...WORDS, '--yes'], { env })
    expect(status).toBe(0)
    expect(stderr).toMatch(/warning: git tracks '\.env\.mlflow', .* run 'git rm --cached -f \.env\.mlflow', /)
    git(project, 'rm', '--quiet', '--cached', '-f', '.env.mlflow')
    expect(read(project, '.env.mlflow')).toContain('OTHER=1\nMLFLOW_AWS_ACCESS_KEY_ID=')
    const mended = await project.run(WORDS, { env })
    expect(mended.stdout).toContain('git ignores .env.mlflow\n')
    expect(mended.stderr).toBe('')
  })

  it('is written where there is no repository, and no git', async () => {
    const top = temporaryTree({ 'project/x': '' })
    const project = temporaryProject()
    const cwd = join(top, 'project')
    const outside = await project.run(WORDS, { env, cwd })
    expect(outside).toMatchObject({ status: 0, stderr: '' })
    expect(outside.stdout).toContain("Added '.env.mlflow' to .gitignore\nThis is no git repository, ")
    const again = await project.run([...WORDS, '--region', 'eu-west-1', '--yes'], {
      env: { ...env, PATH: '/nonexistent' },
      cwd,
    })
    expect(again).toMatchObject({ status: 0, stderr: '' })
    expect(again.stdout).toMatch(/^Changed \.env\.mlflow, .*\ngit is not installed, /)
    expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('.env.mlflow\n')
  })
})

describe('the example', () => {
  it('is not ignored by the line that is added, and stays as it is if there is one', async () => {
    const project = repository()
    await project.run(WORDS, { env })
    expect(ignores(project, '.env.mlflow.example')).toBe(false)
    const other = repository({ '.env.mlflow.example': 'mine\n' })
    expect((await other.run(WORDS, { env })).stdout).not.toContain('.example')
    expect(read(other, '.env.mlflow.example')).toBe('mine\n')
  })
})
