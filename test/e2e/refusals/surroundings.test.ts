// What a shell can give a program, and Node cannot pass on.
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { launcher } from '../../rig/paths.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

/** Runs a script of sh in a project. `"$0" "$1"` is the launcher. */
function run(script: string) {
  const project = temporaryProject()
  return spawnSync('sh', ['-c', script, process.execPath, launcher], {
    cwd: project.folder,
    env: project.environment(),
    encoding: 'utf8',
  })
}

describe('an argument that is not UTF-8', () => {
  it('is refused, because it cannot be passed on unchanged', () => {
    const { status, stderr } = run(`exec "$0" "$1" touch "$(printf 'caf\\351')"`)
    expect(status).toBe(125)
    expect(stderr).toMatch(/^with-mlflow-env: error: argument 2 is not UTF-8 .*\n$/)
  })

  it('is only a warning if it is the value of a variable', () => {
    const { status, stdout } = run(`ODD="$(printf 'caf\\351')" exec "$0" "$1" --quiet true 2>&1`)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^with-mlflow-env: warning: ODD in the environment holds bytes that are not UTF-8.*\n$/)
  })
})

describe('a working directory that was removed', () => {
  it('is reported in one line', () => {
    const { stdout } = run(`{ mkdir gone && cd gone && rmdir ../gone && "$0" "$1" true; echo "status $?"; } 2>&1`)
    expect(stdout).toMatch(/^with-mlflow-env: error: the working directory does not exist.*\nstatus 125\n$/)
  })
})
