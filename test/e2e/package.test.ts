// The package as it is published: what it ships runs, and its types hold.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../rig/paths.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../rig/project.ts'
import { temporaryProject } from '../rig/temporary-project.ts'

let project: Project
let bin: string

beforeAll(() => {
  project = new Project({ '.env': lines(PROJECT_KEYS) })
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project.folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, HOME: project.home },
  })
  const [{ filename }] = JSON.parse(packed)
  // As people install it: it needs nothing but itself.
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', project.path(filename)], {
    cwd: project.folder,
    stdio: 'pipe',
    env: { ...process.env, HOME: project.home },
  })
  bin = project.path('node_modules', '.bin', 'with-mlflow-env')
  // What a program in TypeScript has besides.
  for (const name of ['@types', 'undici-types']) {
    symlinkSync(join(root, 'node_modules', name), project.path('node_modules', name))
  }
})
afterAll(() => project.remove())

function node(script: string, env: Record<string, string> = {}): string {
  writeFileSync(project.path('script.mjs'), script)
  return execFileSync(process.execPath, ['script.mjs'], {
    cwd: project.folder,
    env: project.environment(env),
    encoding: 'utf8',
  })
}

describe('the published package', () => {
  it('runs from node_modules/.bin', () => {
    const options = { cwd: project.folder, env: project.environment(GLOBAL_KEYS), encoding: 'utf8' } as const
    const output = execFileSync(bin, ['--quiet', 'sh', '-c', 'echo "$AWS_ACCESS_KEY_ID"'], options)
    expect(output).toBe(`${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}\n`)
    expect(execFileSync(bin, ['--version'], options)).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('reports a missing --env-file itself instead of Node, and ignores one among the command’s arguments', () => {
    const script = `"$0" --env-file missing true; echo "status $?"; "$0" --quiet echo --env-file missing`
    const output = execFileSync('sh', ['-c', `{ ${script}; } 2>&1`, bin], {
      cwd: project.folder,
      env: project.environment(),
      encoding: 'utf8',
    })
    expect(output).toMatch(/^with-mlflow-env: .*no file 'missing'\nstatus 125\n--env-file missing\n$/)
  })

  it('gives the configuration and the environment to a Node program without changing its own', () => {
    const output = node(
      `import { getMlflowConfig, getMlflowEnv } from 'with-mlflow-env'
       const before = JSON.stringify(process.env)
       const config = getMlflowConfig()
       const env = getMlflowEnv()
       const unchanged = before === JSON.stringify(process.env)
       console.log(JSON.stringify({ config, id: env.AWS_ACCESS_KEY_ID, token: env.AWS_SESSION_TOKEN, unchanged }))`,
      { ...GLOBAL_KEYS, AWS_SESSION_TOKEN: 'stale' },
    )
    const { config, id, token, unchanged } = JSON.parse(output)
    expect(config).toMatchObject({ version: 1, credentials: { mode: 'project', accessKeyIdSuffix: 'CT01' } })
    expect(output).not.toContain('5eCr3t')
    expect(id).toBe(PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID)
    expect(token).toBeUndefined()
    expect(unchanged).toBe(true)
  })

  it('accepts a relative working directory', () => {
    mkdirSync(project.path('below'))
    const output = execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { getMlflowConfig } from 'with-mlflow-env'
        const { credentials, project, files } = getMlflowConfig({ cwd: '.' })
        console.log(JSON.stringify({ mode: credentials.mode, project, files }))
        try { getMlflowConfig({ cwd: 'nowhere' }) } catch (error) { console.log(error.code) }`,
      ],
      { cwd: project.path('below'), env: project.environment(GLOBAL_KEYS), encoding: 'utf8' },
    )
    const [first = '', second] = output.split('\n')
    expect(JSON.parse(first)).toEqual({ mode: 'project', project: project.folder, files: [project.path('.env')] })
    expect(second).toBe('cwd-missing')
  })

  it.each([{}, { WITH_MLFLOW_ENV_WITH_SERVER: '1' }])('returns the same as config --json with %j', async (env) => {
    const { stdout } = await project.run(['config', '--json'], { env: { AWS_PROFILE: 'corp', ...env } })
    const output = node(
      `import { getMlflowConfig } from 'with-mlflow-env'
      console.log(JSON.stringify(getMlflowConfig({ cwd: ${JSON.stringify(project.folder)} })))`,
      { AWS_PROFILE: 'corp', ...env },
    )
    expect(JSON.parse(output)).toEqual(JSON.parse(stdout))
  })

  it('throws an error with a code if the launcher would refuse', () => {
    const output = node(`import { getMlflowConfig, MlflowConfigError } from 'with-mlflow-env'
      for (const options of [{ strict: true, envFiles: [] }, { envFiles: ['missing.env'] }]) {
        try { getMlflowConfig(options) } catch (error) {
          console.log(error instanceof MlflowConfigError, error.code, error.message.includes('\\n'))
        }
      }`)
    expect(output).toBe('true credentials-required false\ntrue env-file-missing false\n')
  })

  it('has types that a strict consumer can compile and that reject wrong calls', () => {
    const good = `import { getMlflowConfig, getMlflowEnv, MlflowConfigError, type MlflowConfig } from 'with-mlflow-env'
      const config: MlflowConfig = getMlflowConfig({ cwd: '/', envFiles: ['.env'], env: process.env })
      export const mode: 'project' | 'profile' | 'global' | 'ambient' | 'keep-aws' = config.credentials.mode
      export const env: Record<string, string> = getMlflowEnv()
      export const code: string = new MlflowConfigError('text', 'env-file-missing').code\n`
    writeFileSync(project.path('good.mts'), good)
    writeFileSync(project.path('bad.mts'), `${good}getMlflowConfig({ envFile: '.env' })\n`)
    // A code of the launcher's that these functions cannot throw.
    writeFileSync(project.path('bad-code.mts'), `${good}new MlflowConfigError('text', 'missing-command')\n`)
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node']
    const check = (file: string) =>
      execFileSync(process.execPath, [tsc, ...flags, file], { cwd: project.folder, stdio: 'pipe' })
    expect(() => check('good.mts')).not.toThrow()
    expect(() => check('bad.mts')).toThrow()
    expect(() => check('bad-code.mts')).toThrow()
  })

  it('has the scripts of other languages', () => {
    const dist = project.path('node_modules', 'with-mlflow-env', 'dist')
    const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:py|sh)$/.test(path))
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    const expected = sources.filter((path) => /\.(?:py|sh)$/.test(path))
    expect(expected.length).toBeGreaterThan(10)
    expect(scripts.sort()).toEqual(expected.sort())
  })

  it('has what its README and its changelog link to', () => {
    const folder = project.path('node_modules', 'with-mlflow-env')
    const links = ['README.md', 'CHANGELOG.md'].flatMap((page) =>
      Array.from(readFileSync(join(folder, page), 'utf8').matchAll(/\]\(([^):#]+)[)#]/g), ([, path = '']) => path),
    )
    expect(links.length).toBeGreaterThan(10)
    expect(links.filter((path) => !existsSync(join(folder, path)))).toEqual([])
  })

  it('needs no other package, and names those that it contains', () => {
    const installed = readdirSync(project.path('node_modules')).filter((name) => !name.startsWith('.'))
    expect(installed.sort()).toEqual(['@types', 'undici-types', 'with-mlflow-env'])
    const notices = readFileSync(project.path('node_modules/with-mlflow-env/dist/THIRD-PARTY-NOTICES.txt'), 'utf8')
    for (const name of ['dotenv', 'execa', 'tree-kill', 'yargs-parser'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'))
  })

  it('loads no command before its word is used', () => {
    const dist = project.path('node_modules', 'with-mlflow-env', 'dist')
    const { sources }: { sources: string[] } = JSON.parse(readFileSync(join(dist, 'cli.cjs.map'), 'utf8'))
    expect(sources).toContain('../src/commands/run.ts')
    expect(sources.filter((source) => /\/commands\/[^/]+\//.test(source))).toEqual([])
    expect(readdirSync(join(dist, 'commands'))).toEqual(expect.arrayContaining(['config.js', 'help.js', 'server.js']))
  })

  it.each([
    ['the code of every run', 'dist/cli.cjs', ['true']],
    ['the code of a word', 'dist/commands/config.js', ['config']],
    ['a package', 'dist/packages/execa.js', ['server', '--python', 'python3']],
    ['a script', 'dist/python/inspect_environment.py', ['server', '--python', 'python3']],
    ['the file with the version', 'package.json', ['--version']],
  ])('names what is missing if it is not complete: %s', (_, path, words) => {
    const full = project.path('node_modules', 'with-mlflow-env', path)
    renameSync(full, `${full}.away`)
    onTestFinished(() => renameSync(`${full}.away`, full))
    for (const env of [{}, { WITH_MLFLOW_ENV_DEBUG: '1' }]) {
      const { status, stderr } = spawnSync(bin, words, {
        cwd: project.folder,
        env: project.environment(env),
        encoding: 'utf8',
      })
      expect(stderr).toMatch(
        new RegExp(`: this installation is incomplete, '[^'\n]*${basename(path)}' is missing: reinstall`),
      )
      expect(status).toBe(125)
    }
  })

  it('contains no source, test or other file that it does not need', () => {
    const files = readdirSync(project.path('node_modules', 'with-mlflow-env'))
    expect(files.sort()).toEqual([
      '.env.mlflow.example',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'bench',
      'bin',
      'dist',
      'docs',
      'examples',
      'package.json',
    ])
  })

  it('leaves out what using the examples in a clone leaves behind, keys before all', () => {
    const clone = temporaryProject()
    cpSync(join(root, 'package.json'), clone.path('package.json'))
    cpSync(join(root, 'examples'), clone.path('examples'), { recursive: true })
    const left = ['.env', '.env.mlflow', '__pycache__/x.pyc', 'mlflow.db', 'mlruns/1/meta.yaml', 'mlartifacts/1/x.png']
    for (const folder of ['examples', 'examples/basketball'])
      for (const name of left) clone.write(`${folder}/${name}`, '')
    const options = { cwd: clone.folder, encoding: 'utf8', env: { ...process.env, HOME: clone.home } } as const
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      ...options,
      stdio: 'pipe',
    })
    const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(packed)
    const paths = files.map(({ path }) => path)
    expect(paths).toContain('examples/basketball/.env.mlflow.example')
    expect(paths).toContain('examples/basketball/app/backend/templates/runs.html')
    expect(paths.filter((path) => left.some((name) => path.endsWith(`/${name}`)))).toEqual([])
  })
})
