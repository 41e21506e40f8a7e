// The npm packages as they are published, from a registry: the command is the executable where scripts of packages may run,
// and the launcher on Node everywhere else.
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { type NpmRegistry, serveNpmPackages } from '../../rig/npm-registry.ts'
import { launcher, root } from '../../rig/paths.ts'

const { file: executable, absent } = NATIVE_BUILD
const NAME = 'with-mlflow-env'
const PLATFORM = `${NAME}-${process.platform}-${process.arch}`
const PRODUCT: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

describe.skipIf(absent !== null)(`the npm packages${absent ? ` (${absent})` : ''}`, () => {
  let folder: string
  let packages: string
  let registry: NpmRegistry
  let withoutNode: string

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-npm-')))
    packages = join(folder, 'packages')
    execFileSync(process.execPath, ['scripts/npm.mjs', '--executable', executable, '--out', packages], {
      cwd: root,
      stdio: 'pipe',
    })
    registry = await serveNpmPackages(packages)
    withoutNode = join(folder, 'without-node')
    mkdirSync(withoutNode)
    for (const name of ['sh', 'env', 'true']) symlinkSync(join('/bin', name), join(withoutNode, name))
  })
  afterAll(async () => {
    await registry.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs npm in a folder of its own name, which is made if it is not there. Gives the folder. */
  async function npm(name: string, ...words: string[]): Promise<string> {
    const place = join(folder, name)
    mkdirSync(place, { recursive: true })
    // Newer versions of npm want to be told that its script may run.
    if (!existsSync(join(place, 'package.json')))
      writeFileSync(join(place, 'package.json'), JSON.stringify({ allowScripts: { [NAME]: true } }))
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      npm_config_registry: registry.url,
      npm_config_cache: join(folder, 'cache'),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    }
    await promisify(execFile)('npm', words, { cwd: place, env })
    return place
  }

  function run(command: string, words: readonly string[], path: string) {
    const options = { cwd: folder, env: { PATH: path, HOME: folder }, encoding: 'utf8' } as const
    const { status, stdout, stderr } = spawnSync(command, words, options)
    return { status, stdout, stderr }
  }

  const withNode = () => `${dirname(process.execPath)}:${withoutNode}`
  const linked = (place: string) => join(place, 'node_modules', '.bin', NAME)
  const isExecutable = (command: string) => readFileSync(command).equals(readFileSync(executable))

  function expectHandOver(command: string) {
    for (const words of [
      ['server', '--help'],
      ['keys', '--help'],
      ['proxy'],
      ['keys', 'list', '--keys', 'none.json'],
    ]) {
      const direct = run(process.execPath, ['--', launcher, ...words], withNode())
      expect(run(command, words, withNode())).toEqual(direct)
    }
  }

  it.each([
    ['in a project', ['install', NAME], 'node_modules/.bin'],
    [
      'in a project, each package in the one that needs it',
      ['install', NAME, '--install-strategy=nested'],
      'node_modules/.bin',
    ],
    ['for all projects', ['install', '--global', '--prefix', '.', `--allow-scripts=${NAME}`, NAME], 'bin'],
  ])(
    'have the executable as their command %s, which runs without Node and hands over to it',
    async (name, words, bin) => {
      const command = join(await npm(name, ...words), bin, NAME)
      expect(isExecutable(command)).toBe(true)
      expect(run(command, ['--version'], withoutNode)).toEqual({
        status: 0,
        stdout: `${PRODUCT.version}\n`,
        stderr: '',
      })
      expect(run(command, ['--quiet', 'sh', '-c', 'exit 7'], withoutNode).status).toBe(7)
      expect(run(command, ['keys', 'list'], withoutNode).stderr).toMatch(/: error: this needs Node/)
      expectHandOver(command)
    },
  )

  it.each([
    ['scripts may not run', ['--ignore-scripts']],
    ['optional packages are left out', ['--omit=optional']],
  ])('have the launcher on Node as their command where %s', async (name, words) => {
    const command = linked(await npm(name, 'install', NAME, ...words))
    expect(isExecutable(command)).toBe(false)
    expect(run(command, ['--version'], withNode())).toEqual({ status: 0, stdout: `${PRODUCT.version}\n`, stderr: '' })
    expect(run(command, ['--quiet', 'sh', '-c', 'exit 7'], withNode()).status).toBe(7)
    expectHandOver(command)
  })

  it('keep the launcher on Node if the executable does not run, or if the package manager starts the command itself', async () => {
    const place = await npm('kept', 'install', NAME, '--ignore-scripts')
    const script = join(place, 'node_modules', NAME, 'bin', 'postinstall.js')
    const env = { PATH: withNode(), npm_config_user_agent: 'pnpm/10.0.0 npm/? node/v24.0.0 linux x64' }
    execFileSync(process.execPath, [script], { env })
    expect(isExecutable(linked(place))).toBe(false)
    const own = join(place, 'node_modules', PLATFORM, 'bin', NAME)
    rmSync(own)
    writeFileSync(own, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    await npm('kept', 'rebuild')
    expect(run(linked(place), ['--version'], withNode()).stdout).toBe(`${PRODUCT.version}\n`)
    rmSync(own)
    cpSync(executable, own)
    await npm('kept', 'rebuild')
    expect(isExecutable(linked(place))).toBe(true)
  })

  it('let the executable find the launcher for Node from its own package, also in the store of pnpm', async () => {
    const modules = join(await npm('direct', 'install', NAME, '--ignore-scripts'), 'node_modules')
    expectHandOver(join(modules, PLATFORM, 'bin', NAME))
    const stored = (name: string) => join(folder, 'pnpm', `${name}@${PRODUCT.version}`, 'node_modules', name)
    for (const name of [NAME, PLATFORM]) cpSync(join(modules, name), stored(name), { recursive: true })
    symlinkSync(stored(PLATFORM), join(folder, 'linked'))
    expectHandOver(join(folder, 'linked', 'bin', NAME))
  })

  it('give a Node program the same functions', async () => {
    const place = await npm('module', 'install', NAME)
    const script = `import { getMlflowConfig } from '${NAME}'; console.log(getMlflowConfig({ env: {} }).version)`
    const words = ['--input-type=module', '-e', script]
    expect(execFileSync(process.execPath, words, { cwd: place, encoding: 'utf8' })).toBe('1\n')
  })

  it('name their platform, their version and what they contain of others', () => {
    const read = (name: string, path: string) => {
      const file = readdirSync(packages).find((entry) => entry === `${name}-${PRODUCT.version}.tgz`) ?? ''
      return execFileSync('tar', ['-xOzf', join(packages, file), `package/${path}`], { encoding: 'utf8' })
    }
    const { optionalDependencies } = JSON.parse(read(NAME, 'package.json'))
    expect(Object.keys(optionalDependencies).sort()).toEqual(
      ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'].map((name) => `${NAME}-${name}`),
    )
    expect(new Set(Object.values(optionalDependencies))).toEqual(new Set([PRODUCT.version]))
    const manifest = JSON.parse(read(PLATFORM, 'package.json'))
    expect(manifest).toMatchObject({ version: PRODUCT.version, os: [process.platform], cpu: [process.arch] })
    expect(manifest).not.toHaveProperty('bin')
    expect(read(PLATFORM, 'LICENSE')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'))
    const notices = read(PLATFORM, 'THIRD-PARTY-NOTICES.txt')
    for (const name of ['dotenv', 'yargs-parser', 'libc', 'rquickjs', 'quickjs-ng'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'))
  })
})
