// The executable where there is little of anything: memory, stack, descriptors, files of the system. It runs the command or
// says why not in one line, and never leaves a dump.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { together } from '../../rig/pool.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, type Project } from '../../rig/project.ts'
import { lacking, noNamespace } from '../../rig/requirements.ts'
import { RunningProcess } from '../../rig/running-process.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

const { file: executable, absent } = NATIVE_BUILD
const FILES = { '.env': lines(PROJECT_KEYS) }
const ERROR = /^with-mlflow-env: error: [^\n]+\n$/
const MODES = ['exec', 'supervise'] as const
const noStrace = lacking('strace')
const noRoot = noNamespace('--mount')

describe.skipIf(absent !== null)(`the executable${absent ? ` (${absent})` : ''}`, () => {
  /** Runs a text of bash, in which `"$0"` is the executable. */
  function bash(project: Project, script: string, env: Readonly<Record<string, string>> = {}) {
    const options = { cwd: project.folder, env: project.environment(env), detached: true } as const
    const running = new RunningProcess(spawn('bash', ['-c', script, executable], { ...options, stdio: 'pipe' }))
    running.child.stdin?.end()
    return running.ended
  }

  describe.each(MODES)('with --launch %s', (launch) => {
    const start = `"$0" --quiet --launch ${launch} /bin/sh -c 'exit 7'`

    it('runs a command with a limit of 9 MB of memory', async () => {
      const ended = await bash(temporaryProject(FILES), `ulimit -v 9000; ${start}`)
      expect(ended).toMatchObject({ status: 7, stderr: '' })
    })

    it('runs a command with a stack of 64 kB', async () => {
      expect(await bash(temporaryProject(FILES), `ulimit -Ss 64; ${start}`)).toMatchObject({ status: 7, stderr: '' })
    })

    it('runs a command with as few descriptors as the start needs', async () => {
      // To become a command one is enough for files; a child's failed start is told through a pipe.
      const least = launch === 'exec' ? 4 : 5
      const ended = await bash(temporaryProject(FILES), `ulimit -n ${least}; ${start}`)
      expect(ended).toMatchObject({ status: 7, stderr: '' })
    })
  })

  it('says in one line that memory ran out, and leaves no dump', async () => {
    const project = temporaryProject({ ...FILES, 'big.env': 'A=x\n'.repeat(1_000_000) })
    const before = readdirSync(project.folder)
    const limits = [10_000, 14_000, 20_000, 30_000, 50_000]
    const seen = await together(limits, (limit) =>
      bash(project, `ulimit -c unlimited; ulimit -v ${limit}; exec "$0" --quiet --env-file big.env true`),
    )
    for (const { status, signal, stdout, stderr } of seen) {
      expect({ status, signal, stdout }).toEqual({ status: 125, signal: null, stdout: '' })
      expect(stderr).toMatch(ERROR)
    }
    expect(readdirSync(project.folder)).toEqual(before)
  })

  it('ends by a signal while nobody reads that memory ran out', async () => {
    const project = temporaryProject({ 'big.env': 'A=x\n'.repeat(1_000_000) })
    const script = [
      'mkfifo full; exec 3<>full; head -c 65536 /dev/zero >&3',
      '(ulimit -v 20000; exec "$0" --quiet --env-file big.env true 2>&3) & pid=$!',
      // The call that it is in, and its first argument: it writes to stderr.
      'until read -r _ first _ </proc/$pid/syscall && [ "$first" = 0x2 ]; do kill -0 $pid || exit; done 2>/dev/null',
      'kill $pid; wait $pid; echo "status $?"',
    ]
    expect((await bash(project, script.join('\n'))).stdout).toBe('status 143\n')
  })

  it('reads deeply nested text with little stack', async () => {
    const deep = `A=${'${B:-'.repeat(20_000)}${'}'.repeat(20_000)}\n`
    const project = temporaryProject({ '.env': lines(PROJECT_KEYS) + deep })
    const { status, signal, stderr } = await bash(project, 'ulimit -Ss 64; exec "$0" --quiet true')
    expect(signal).toBe(null)
    expect([0, 125, 126]).toContain(status)
    expect(stderr).not.toMatch(/\n./)
  })

  it('reads deeply nested JSON next to an environment that takes much of the stack', async () => {
    const project = temporaryProject()
    mkdirSync(project.path('bin'))
    cpSync(executable, project.path('bin/with-mlflow-env'))
    project.write('share/with-mlflow-env/bin/with-mlflow-env.js', '')
    project.write('share/with-mlflow-env/package.json', '['.repeat(1_000_000))
    const ended = await bash(project, 'ulimit -Ss 1024; exec bin/with-mlflow-env server', {
      LARGE: 'x'.repeat(120_000),
    })
    expect(ended).toMatchObject({ status: 125, signal: null, stderr: expect.stringMatching(ERROR) })
  })

  it('opens the null device for each of the standard streams that is closed', async () => {
    const combinations = ['<&-', '>&-', '2>&-', '<&- >&-', '<&- 2>&-', '>&- 2>&-', '<&- >&- 2>&-']
    const project = temporaryProject(FILES)
    const asked = 'for n in 0 1 2; do readlink /proc/$$/fd/$n; done'
    const seen = await together(combinations, (closed) => {
      const name = `seen${combinations.indexOf(closed)}`
      return bash(project, `"$0" --quiet bash -c '{ ${asked}; } >${name}' ${closed}; cat ${name}`)
    })
    const opened = seen.map(({ stdout }) => stdout.trim().split('\n'))
    for (const [index, closed] of combinations.entries()) {
      const isClosed = [closed.includes('<&-'), /(?:^| )>&-/.test(closed), closed.includes('2>&-')]
      // The file of the script's own redirection takes the place of stdout.
      for (const n of [0, 2]) if (isClosed[n]) expect(opened[index]?.[n]).toBe('/dev/null')
    }
  })

  it('works without HOME, and without an entry in the list of users', async () => {
    const script = 'unset HOME; exec "$0" --quiet sh -c "exit 7"'
    expect(await bash(temporaryProject(FILES), script)).toMatchObject({ status: 7, stderr: '' })
  })

  it.skipIf(noRoot !== null)(`works in a root with nothing but itself${noRoot ? ` (${noRoot})` : ''}`, async () => {
    const project = temporaryProject(FILES)
    cpSync(executable, project.path('launcher'))
    const linked = execFileSync('sh', ['-c', 'ldd "$0" 2>&1 || true', executable], { encoding: 'utf8' })
    // Only a static executable can be its own command in an empty root.
    if (!/statically|not a dynamic/.test(linked)) return
    const words = `env -i HOME=/none ${project.path('launcher')}`
    expect(words).toContain('launcher')
    const { status, stdout, stderr } = await bash(
      project,
      `unshare --mount chroot . /launcher --quiet --allow-fallback --launch exec /launcher --version`,
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^\d+\.\d+\.\d+/)
  })

  it.skipIf(noStrace !== null)(
    `says in one line that no signal can be waited for, instead of trying again${noStrace ? ` (${noStrace})` : ''}`,
    async () => {
      const inject = 'strace -o /dev/null -b execve -e inject=rt_sigtimedwait:error=ENOSYS'
      const script = `exec ${inject} "$0" --quiet --launch supervise sleep 20`
      const { status, stderr } = await bash(temporaryProject(FILES), script)
      expect(status).toBe(125)
      expect(stderr).toMatch(ERROR)
    },
  )

  it.skipIf(noStrace !== null)(
    `uses no other account if the system does not let it look at a file${noStrace ? ` (${noStrace})` : ''}`,
    async () => {
      const inject = 'strace -o /dev/null -b execve -P "$PWD/.env" -e inject=?lstat,?newfstatat,?statx:error=EPERM'
      const script = `exec ${inject} "$0" --quiet --launch supervise env`
      const { status, stdout, stderr } = await bash(temporaryProject(FILES), script, GLOBAL_KEYS)
      expect([status, stdout]).toEqual([125, ''])
      expect(stderr).toMatch(/^with-mlflow-env: error: '\.env' cannot be read: permission denied\n$/)
    },
  )

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1'] as const)(
    'does not lose %s from its first instant on, nor ends with a status that is not its own',
    async (signal) => {
      const project = temporaryProject(FILES)
      const number = constants.signals[signal]
      const options = { cwd: project.folder, env: project.environment(), detached: true, stdio: 'pipe' } as const
      const words = ['-c', INTERRUPT, String(number), executable, '--quiet', 'sleep', '20']
      const { stdout } = await new RunningProcess(spawn('python3', words, options)).ended
      const seen = stdout.trim().split(' ')
      expect(seen).toHaveLength(50)
      expect(seen.filter((ended) => ended !== `-${number}` && ended !== String(128 + number))).toEqual([])
    },
  )

  it('has neither a parser nor what only the library of QuickJS itself gives, nor the name of a registry', () => {
    const content = readFileSync(executable, 'latin1')
    // Messages of the parser: those of JSON and of regular expressions are other ones.
    const parser = ['missing initializer for const', 'invalid assignment left-hand side', 'function name expected']
    for (const text of [...parser, 'break must be inside', 'js_std_', 'qjs:os', 'js_worker']) {
      expect(content).not.toContain(text)
    }
    // Where the crates came from.
    expect(/crates\.io|\/registry\/|\.cargo/.exec(content)?.[0]).toBeUndefined()
    // So that this test does not pass because nothing of the engine can be found.
    expect(content).toContain('in JSON')
  })
})

/** Starts it again and again, sends the signal a little later each time, and says how each ended: -n by the signal n. */
const INTERRUPT = `
import os, sys, time
number, words = int(sys.argv[1]), sys.argv[2:]
python = os.stat("/proc/self/exe").st_ino
for index in range(50):
    pid = os.fork()
    if pid == 0:
        os.execv(words[0], words)
    # Until it is the executable, the signal is Python's own.
    while os.stat(f"/proc/{pid}/exe").st_ino == python:
        pass
    end = time.monotonic() + index * 0.0002
    while time.monotonic() < end:
        pass
    os.kill(pid, number)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), end=" ")
`
