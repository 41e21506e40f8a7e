// Environments of any size and content.
import { describe, expect, it } from 'vitest'
import { everyLauncher } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'
import { lines, PROJECT_KEYS } from '../../rig/project.ts'

const MANY = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`VARIABLE_${index}`, `value ${index}`]))

everyLauncher((launcher) => {
  describe('an environment', () => {
    it('with 10,000 variables reaches the command', async () => {
      const env = launcher.project.environment(MANY)
      const seen = await together(
        launcher.launches,
        (launch) => launcher.startAs([...launcher.as(launch), 'env', '-0'], { env }).ended,
      )
      for (const { status, stdout } of seen) {
        expect(status).toBe(0)
        expect(missing(MANY, stdout)).toEqual([])
      }
    })

    it('larger than the system limit ends the launcher with 126 and one line', async () => {
      // The system gives a quarter of the stack's size to words and variables together: 2 MiB here. The shell's are
      // just below it, and the file's lift them above.
      const filler = (prefix: string, count: number) =>
        lines(
          Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 'x'.repeat(100_000)])),
        )
      launcher.project.write('.env', `${lines(PROJECT_KEYS)}${filler('FILE_', 4)}`)
      launcher.project.write('shell', filler('SHELL_', 18))
      const script = 'ulimit -Ss 8192; set -a; . ./shell; exec "$@" sh -c "echo started"'
      for (const launch of launcher.launches) {
        const seen = await launcher.startAs(['bash', '-c', script, 'bash', ...launcher.as(launch)]).ended
        // A Node that a failure would take down cannot try it, and says that another way would.
        const untried = launch === 'exec' && seen.status === 125
        expect(seen).toMatchObject({ status: untried ? 125 : 126, signal: null, stdout: '' })
        const reason = untried
          ? /^with-mlflow-env: error: --launch: .*\n$/
          : /^with-mlflow-env: error: the command line .*\n$/
        expect(seen.stderr).toMatch(reason)
      }
    })

    it('with a variable of 100 kB and one of many lines reaches the command', async () => {
      const odd = { LARGE: 'x'.repeat(100_000), MULTI: 'a\nb\n\n', EMPTY: '', 'odd.name': 'ä😀', EQUALS: '=a==b=' }
      const { stdout } = await launcher.run(['env', '-0'], { env: launcher.project.environment(odd) })
      expect(missing(odd, stdout)).toEqual([])
    })

    it('with a value that is not UTF-8 in an unrelated variable is passed on, or warned of, and the command runs', async () => {
      const script = `export ODD=$'caf\\xe9'; "$@" sh -c 'printf %s "$ODD" | od -An -tx1; exit 7'; exit $?`
      const { status, stdout, stderr } = await launcher.bash(script, { options: [] })
      expect(status).toBe(7)
      if (launcher.node.isExact) expect(stdout.trim()).toBe('63 61 66 e9')
      else expect(stderr).toMatch(/^with-mlflow-env: warning: .*ODD/m)
    })

    it('with nothing but the keys is enough for a command with a path', async () => {
      const { status, stdout } = await launcher.run(['/usr/bin/env', '-0'], { env: { ...PROJECT_KEYS }, options: [] })
      expect(status).toBe(0)
      const names = asTold(stdout).map((string) => string.slice(0, string.indexOf('=')))
      expect(names).toContain('AWS_ACCESS_KEY_ID')
      expect(names).toContain('AWS_SECRET_ACCESS_KEY')
      expect(names.filter((name) => name.startsWith('MLFLOW_AWS_'))).toEqual([])
    })

    it('of the command has the keys and none of the launcher’s own settings', async () => {
      const env = launcher.project.environment({ WITH_MLFLOW_ENV_LAUNCH: launcher.mode, WITH_MLFLOW_ENV_QUIET: '1' })
      const { stdout } = await launcher.run(['env', '-0'], { env })
      const seen = asTold(stdout)
      expect(seen).toContain(`AWS_ACCESS_KEY_ID=${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}`)
      expect(seen.filter((string) => /^(MLFLOW_AWS|NODE|UV_)/.test(string))).toEqual([])
    })
  })
})

/** The strings of an environment as `env -0` writes it. */
function asTold(stdout: string): string[] {
  return stdout.split('\0').filter((string) => string !== '')
}

/** The variables that are not there as they were given. */
function missing(given: Readonly<Record<string, string>>, stdout: string): string[] {
  const told = new Set(asTold(stdout))
  return Object.entries(given)
    .filter((pair) => !told.has(pair.join('=')))
    .map(([name]) => name)
}
