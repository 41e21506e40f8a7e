// A system that gives little: few descriptors, no working directory, nothing that can be written or executed.
import { mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { everyLauncher, type Launch } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'
import { PROJECT_KEYS } from '../../rig/project.ts'
import { noNamespace } from '../../rig/requirements.ts'

const noMounts = noNamespace('--mount')
const mounted = (what: string) => `${what}${noMounts ? ` (${noMounts})` : ''}`

everyLauncher((launcher) => {
  describe('the launcher works', () => {
    it('with a limit of 32 descriptors', async () => {
      expect(await launcher.bash('ulimit -n 32; "$@" sh -c "exit 7"; exit $?')).toMatchObject({ status: 7, stderr: '' })
    })

    it.skipIf(noMounts !== null)(mounted('if nothing can be written'), async () => {
      const script = `
        mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" || exit 99
        ! touch file 2>/dev/null || exit 98
        "$@" sh -c 'echo "$AWS_ACCESS_KEY_ID"; exit 7'`
      const { status, stdout } = await inMounts(script)
      expect({ status, stdout }).toEqual({ status: 7, stdout: `${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}\n` })
    })

    it.skipIf(noMounts !== null)(mounted('without /proc'), async () => {
      const script = 'mount -t tmpfs none /proc && "$@" sh -c "echo ran; exit 7"'
      for (const launch of launcher.launches) {
        const { status, stdout, stderr } = await inMounts(script, launch)
        // There is no telling then whether the command would start: --launch exec may say so.
        if (launch === 'exec' && status === 125) expect(stderr).toMatch(/^with-mlflow-env: error: --launch: .*\n$/)
        else expect({ status, stdout }).toEqual({ status: 7, stdout: 'ran\n' })
      }
    })
  })

  it('the command inherits limits, umask and signal settings as under env(1)', async () => {
    const told = `
      umask; pwd; echo "$PWD"; ulimit -a | grep -v 'open files'; nice
      grep -E '^(Umask|Groups|Uid|Gid|Cap...|NoNewPrivs|Seccomp|Cpus_allowed):' /proc/self/status
      cat /proc/self/oom_score_adj /proc/self/timerslack_ns /proc/self/personality`
    const script = 'cd link; umask 027; ulimit -Sc 0; ulimit -St 600; "$@" bash -c "$0"'
    symlinkSync('.', launcher.project.path('link'))
    const [plain, seen] = await together(
      [['env'], [...launcher.words, '--quiet']],
      (words) => launcher.startAs(['bash', '-c', script, told, ...words]).ended,
    )
    expect(seen).toEqual(plain)
    expect(seen?.stdout).toMatch(/^0027$/m)
  })

  describe('the launcher reports in one line', () => {
    it('that the path of the working directory is too long, and ends with 125', async () => {
      // Removed here: Node cannot name what is in it.
      const script = `
        top=$PWD; name=$(printf 'd%.0s' $(seq 200)); for _ in $(seq 21); do mkdir $name && cd $name || exit 99; done
        "$@" echo started; status=$?; cd "$top" && rm -r $name; exit $status`
      const { status, stdout, stderr } = await launcher.bash(script)
      expect({ status, stdout }).toEqual({ status: 125, stdout: '' })
      expect(stderr).toMatch(/^with-mlflow-env: error: [^\n]*: the path is too long[^\n]*\n$/)
    })

    it('that the working directory was removed, and ends with 125', async () => {
      mkdirSync(launcher.project.path('gone'))
      const { status, stdout, stderr } = await launcher.bash('cd gone && rmdir ../gone && "$@" echo started; exit $?')
      expect({ status, stdout }).toEqual({ status: 125, stdout: '' })
      expect(stderr).toMatch(/^with-mlflow-env: error: the working directory [^\n]+\n$/)
    })

    it.skipIf(noMounts !== null)(
      mounted('that nothing can be executed in a directory, and ends with 126'),
      async () => {
        const script = `
        printf '#!/bin/sh\\necho started\\n' >tool; chmod +x tool; cp /bin/true program
        mount --bind . . && mount -o remount,bind,noexec . && cd "$PWD" || exit 99
        for command in ./tool ./program; do "$@" "$command"; echo $?; done`
        const { stdout, stderr } = await inMounts(script)
        expect(stdout).toBe('126\n126\n')
        expect(stderr).toMatch(/^(with-mlflow-env: [^\n]+\n){2}$/)
      },
    )
  })

  /** Runs a bash script that may mount what it likes. */
  function inMounts(script: string, launch: Launch = launcher.mode) {
    return launcher.startAs(['unshare', '--mount', 'bash', '-c', script, 'bash', ...launcher.as(launch), '--quiet'])
      .ended
  }
})
