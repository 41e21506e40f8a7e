// The executable for arm64, run by an emulator: numbers of flags and the layout of the system's answers are other ones there.
// `node scripts/build-native.mjs --target aarch64-unknown-linux-musl` takes minutes, so `npm test` does not build it.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Build } from '../../rig/node-build.ts'
import { root } from '../../rig/paths.ts'
import { lines, PROJECT_KEYS } from '../../rig/project.ts'
import { lacking } from '../../rig/requirements.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { compareBuilds } from './compare-builds.ts'
import { launches } from './launches.ts'

const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 25)
const EMULATOR = 'qemu-aarch64-static'
const executable = join(root, 'dist', 'native', 'aarch64-unknown-linux-musl', 'with-mlflow-env')

const absent = lacking(EMULATOR) ?? (existsSync(executable) ? outdated() : 'not built for arm64')
const build: Build = { name: 'arm64', words: [EMULATOR, executable], file: executable, isExact: true, absent }
const noStrace = lacking('strace')

function outdated(): string | null {
  const built = statSync(executable).mtimeMs
  const isNewer = (path: string) => statSync(path).mtimeMs > built
  const sources = ['src', 'native/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
  )
  return sources.some(isNewer) ? 'the build for arm64 is older than the source' : null
}

describe.skipIf(absent !== null)(`the executable for arm64${absent ? ` (${absent})` : ''}`, () => {
  function run(words: readonly string[], project = temporaryProject({ '.env': lines(PROJECT_KEYS) })) {
    const [command = '', ...args] = words
    const options = { cwd: project.folder, env: project.environment(), encoding: 'utf8' } as const
    const { status, stdout, stderr } = spawnSync(command, args, options)
    return { status, stdout, stderr }
  }

  it(`does in ${RUNS} random worlds what the launcher does on Node`, { timeout: 60_000 + RUNS * 2000 }, async () => {
    await fc.assert(
      fc.asyncProperty(launches, async (launch) => {
        // The emulator turns the order of the variables round.
        await compareBuilds(build, launch, (env) => Object.fromEntries(Object.entries(env).reverse()))
      }),
      { seed: 20_261, numRuns: RUNS, endOnFailure: true },
    )
  })

  it.each(['exec', 'supervise'])('ends as the command with --launch %s', (launch) => {
    const start = [...build.words, '--quiet', '--launch', launch]
    expect(run([...start, 'sh', '-c', 'exit 7'])).toEqual({ status: 7, stdout: '', stderr: '' })
    expect(run([...start, 'no-such-command'])).toMatchObject({ status: 127, stderr: expect.stringMatching(/^.+\n$/) })
  })

  it('reads the mode of a file, and whose it is', () => {
    const project = temporaryProject({ '.env': lines(PROJECT_KEYS) })
    chmodSync(project.path('.env'), 0o666)
    expect(run([...build.words, '--quiet', 'true'], project).stderr).toContain('chmod o-w')
    if (process.getuid?.() !== 0) return
    chownSync(project.path('.env'), 12_345, 12_345)
    expect(run([...build.words, '--quiet', 'true'], project).stderr).toContain('uid 12345')
  })

  it.skipIf(noStrace)(`follows no link that takes the place of a file${noStrace ? ` (${noStrace})` : ''}`, () => {
    // Under the emulator the system sees the flag only if the executable gave it arm64's number.
    const { stderr } = run(['strace', '-f', '-e', 'trace=open,openat', ...build.words, '--quiet', 'true'])
    expect(stderr).toMatch(/\/\.env", [A-Z_|]*O_NOFOLLOW/)
  })
})
