// The sdist, built as an installer does it on a machine without a fitting wheel: cargo and a C compiler, no Node.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBuilt } from '../../rig/executable.ts'
import { root } from '../../rig/paths.ts'
import { collect, GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'
import { builder, buildWheels, installerEnvironment, installIn, noWheels, runIn, tool } from '../../rig/wheels.ts'

const cargo = spawnSync('sh', ['-c', 'command -v cargo && command -v cc'], { encoding: 'utf8' }).stdout.split('\n')[0]
const reason = noWheels ?? (isBuilt && cargo ? null : 'the executable has not been built here')

describe.skipIf(reason)(`the sdist${reason ? ` (${reason})` : ''}`, () => {
  let folder: string
  let sdist: string
  let project: Project
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-sdist-')))
    sdist = buildWheels(join(folder, 'build')).sdist
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    // Where Node is looked for first there is one that leaves a trace.
    project.write('decoy/node', `#!/bin/sh\ntouch '${project.path('node-was-run')}'\nexit 1\n`, 0o755)
  })
  afterAll(() => {
    project.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Builds as pip does, with the builder that is installed. */
  function build(path: readonly string[], env: Record<string, string> = {}) {
    const own = installerEnvironment(folder)
    const words = ['--python', builder, 'wheel', '--no-build-isolation', '--no-deps', '-w', join(folder, 'out'), sdist]
    const all = { ...own, HOME: process.env.HOME ?? '', ...env, PATH: [...path, own.PATH].join(':') }
    // Without waiting in this thread, which answers to the test runner: it takes minutes on a busy machine.
    return collect(spawn(tool('pip'), words, { cwd: folder, env: all, stdio: ['ignore', 'pipe', 'pipe'] }))
  }

  it('becomes a wheel of this machine, which runs', { timeout: 900_000 }, async () => {
    const quick = {
      CARGO_NET_OFFLINE: 'true',
      CARGO_PROFILE_RELEASE_LTO: 'off',
      CARGO_PROFILE_RELEASE_OPT_LEVEL: '0',
      // What is not ours is compiled once.
      CARGO_TARGET_DIR: join(root, '.build', 'sdist'),
    }
    const rustup = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => /^(?:CARGO|RUSTUP)_HOME$/.test(name)),
    ) as Record<string, string>
    const result = await build([project.path('decoy'), dirname(cargo ?? '')], { ...quick, ...rustup })
    expect(result.status, result.stderr).toBe(0)
    const [wheel = ''] = readdirSync(join(folder, 'out'))
    expect(wheel).toMatch(/^with_mlflow_env-[\d.]+-py3-none-(?:linux|manylinux|macosx)\w+\.whl$/)
    const python = installIn(join(folder, 'installed'), join(folder, 'out', wheel))
    const command = [join(python, '..', 'with-mlflow-env'), '--quiet', 'sh', '-c', 'echo "$AWS_ACCESS_KEY_ID"']
    const env = { ...project.environment(GLOBAL_KEYS), PATH: `${project.path('decoy')}:/usr/bin:/bin` }
    const id = PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID
    expect(runIn(project.folder, env, command)).toEqual({ status: 0, stdout: `${id}\n`, stderr: '' })
    expect(existsSync(project.path('node-was-run'))).toBe(false)
  })

  it('says what is needed if there is no cargo', async () => {
    const { status, stderr } = await build([])
    expect(status).not.toBe(0)
    expect(stderr).toContain('with-mlflow-env: error: no wheel fits this platform, and building one needs cargo')
  })

  it('has the source that the prepared parts are made from, and no machine’s own files', () => {
    const names = execFileSync('tar', ['tzf', sdist], { encoding: 'utf8' }).split('\n')
    const has = (path: string) => names.some((name) => name.endsWith(`/${path}`))
    for (const path of ['native/Cargo.lock', 'parts/cli.js', 'source/src/cli.ts', 'source/scripts/build-native.mjs'])
      expect(has(path), path).toBe(true)
    expect(names.filter((name) => /\/(?:target|node_modules|__pycache__)\/|\/\.env/.test(name))).toEqual([])
  })
})
