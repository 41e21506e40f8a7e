// What only Node runs is handed over to it: by an executable that was copied somewhere, with odd Nodes on PATH, and with
// pipes that were read already.

import { execFileSync, spawn } from 'node:child_process'
import { chownSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { root } from '../../rig/paths.ts'
import type { Project } from '../../rig/project.ts'
import { noNamespace } from '../../rig/requirements.ts'
import { RunningProcess } from '../../rig/running-process.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

const { file: executable, absent } = NATIVE_BUILD
const noRoot = noNamespace('--mount')
const SYSTEM = '/usr/bin:/bin'
const VERSION = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
const SHIM = `#!/bin/sh\nexec '${process.execPath}' "$@"\n`
/** Node says of it that the port is none. */
const BAD_PORT = 'MLFLOW_PORT=no-port\n'
const SAID = /^with-mlflow-env: error: MLFLOW_PORT in .*expected a port/

describe.skipIf(absent !== null)(`the executable${absent ? ` (${absent})` : ''}`, () => {
  /** Runs a text of bash, in which `"$0"` is the executable. */
  function bash(project: Project, script: string, env: Readonly<Record<string, string>> = {}, file = executable) {
    const options = { cwd: project.folder, env: project.environment(env), detached: true } as const
    const running = new RunningProcess(spawn('/bin/bash', ['-c', script, file], { ...options, stdio: 'pipe' }))
    running.child.stdin?.end()
    return running.ended
  }

  /** As pip installs it: with the bundle beside it, if there is one. */
  function installed(project: Project, version: string | null): string {
    const copy = project.path('.venv/bin/with-mlflow-env')
    mkdirSync(dirname(copy), { recursive: true })
    cpSync(executable, copy)
    if (version === null) return copy
    const bundle = project.path('.venv/share/with-mlflow-env')
    mkdirSync(bundle, { recursive: true })
    for (const part of ['bin', 'dist', 'node_modules']) symlinkSync(join(root, part), join(bundle, part))
    writeFileSync(join(bundle, 'package.json'), JSON.stringify({ version, type: 'module' }))
    return copy
  }

  /** What says that it was run, and has the version of the executable. */
  function putBundle(folder: string): void {
    mkdirSync(join(folder, 'bin'), { recursive: true })
    cpSync(join(root, 'package.json'), join(folder, 'package.json'))
    writeFileSync(join(folder, 'bin/with-mlflow-env.js'), "process.stdout.write('not ours')")
  }

  /** A folder with a `node` that does this. */
  function withNode(project: Project, script: string): string {
    project.write('bin/node', script, 0o755)
    return project.path('bin')
  }

  describe('that was copied without its bundle', () => {
    it('runs a command', async () => {
      const project = temporaryProject()
      const ended = await bash(project, '"$0" --quiet sh -c "exit 7"', {}, installed(project, null))
      expect(ended).toMatchObject({ status: 7, stderr: '' })
    })

    it('says what is missing for a server, in one line', async () => {
      const project = temporaryProject()
      const { status, stdout, stderr } = await bash(project, '"$0" server', {}, installed(project, null))
      expect({ status, stdout }).toEqual({ status: 125, stdout: '' })
      expect(stderr).toMatch(/^with-mlflow-env: error: [^\n]*share\/with-mlflow-env\/bin\/with-mlflow-env\.js[^\n]*\n$/)
    })
  })

  describe('takes no bundle that somebody else may have put there:', () => {
    const MISSING = /^with-mlflow-env: error: [^\n]*with-mlflow-env\.js[^\n]*\n$/

    it('two folders above, unless it is in a clone', async () => {
      const project = temporaryProject()
      const copy = project.path('mine/bin/with-mlflow-env')
      mkdirSync(dirname(copy), { recursive: true })
      cpSync(executable, copy)
      putBundle(project.folder)
      const { status, stdout, stderr } = await bash(project, '"$0" server', {}, copy)
      expect([status, stdout, stderr]).toEqual([125, '', expect.stringMatching(MISSING)])
    })

    it.skipIf(process.getuid?.() !== 0)("another user's file (only root can make one)", async () => {
      const project = temporaryProject()
      const copy = installed(project, null)
      putBundle(project.path('.venv/share/with-mlflow-env'))
      chownSync(project.path('.venv/share/with-mlflow-env/bin/with-mlflow-env.js'), 12_345, 12_345)
      const { status, stdout, stderr } = await bash(project, '"$0" server', {}, copy)
      expect([status, stdout, stderr]).toEqual([125, '', expect.stringMatching(MISSING)])
    })

    it.skipIf(noRoot !== null)(
      `around the working directory, without /proc${noRoot ? ` (${noRoot})` : ''}`,
      async () => {
        const project = temporaryProject()
        putBundle(project.path('../share/with-mlflow-env'))
        const script = `unshare --mount sh -c 'mount -t tmpfs none /proc; exec "$0" server' "$0"`
        const { status, stdout, stderr } = await bash(project, script, {}, installed(project, null))
        expect([status, stdout, stderr]).toEqual([125, '', expect.stringMatching(MISSING)])
      },
    )
  })

  it('takes no node from the working directory without a PATH', async () => {
    const project = temporaryProject({ '.env': BAD_PORT })
    project.write('node', '#!/bin/sh\necho v22.0.0 from here\n', 0o755)
    const { status, stdout } = await bash(project, 'unset PATH; exec "$0" server')
    expect([status, stdout]).toEqual([125, ''])
  })

  it('refuses the bundle of another version', async () => {
    const project = temporaryProject()
    const { status, stderr } = await bash(project, '"$0" server', {}, installed(project, '0.0.1'))
    expect(status).toBe(125)
    expect(stderr).toMatch(/^with-mlflow-env: error: [^\n]*0\.0\.1[^\n]*\n$/)
  })

  describe('passes over a node that', () => {
    const odd = {
      'is too old': '#!/bin/sh\necho v20.18.3\n',
      crashes: '#!/bin/sh\nulimit -c 0; kill -SEGV $$\n',
      fails: '#!/bin/sh\necho v22.0.0; exit 1\n',
      'says something else': '#!/bin/sh\necho Node\n',
      'has no interpreter': '#!/no/such/interpreter\n',
      'is empty': '',
    }
    it.each(Object.entries(odd))('%s', async (_, script) => {
      const project = temporaryProject({ '.env': BAD_PORT })
      const path = `${withNode(project, script)}:${dirname(process.execPath)}:${SYSTEM}`
      const { status, stderr } = await bash(project, '"$0" server', { PATH: path })
      expect([status, stderr]).toEqual([125, expect.stringMatching(SAID)])
    })

    it.each<[name: string, script: string, problem: string, options?: string]>([
      ['hangs', '#!/bin/sh\nexec /bin/sleep 600\n', 'does not say its version within 10 s'],
      ['is too old', odd['is too old'], 'is version 20.18'],
      ['crashes', odd.crashes, 'fails (SIGSEGV)'],
      ['fails', odd.fails, 'fails (status 1)'],
      ['says something else', odd['says something else'], 'says no version'],
      ['has no interpreter', odd['has no interpreter'], 'cannot be started (ENOENT)'],
      ['is given a wrong option', SHIM, 'refuses an option that is in NODE_OPTIONS', '--secret'],
    ])('%s, and says so if there is no other one', async (_, script, problem, options = '') => {
      const project = temporaryProject()
      const path = `${withNode(project, script)}:/nowhere`
      const { status, stderr } = await bash(project, '"$0" server', { PATH: path, NODE_OPTIONS: options })
      expect(status).toBe(125)
      expect(stderr).toMatch(/^with-mlflow-env: error: this needs Node 20\.19 or newer, and [^\n]*\n$/)
      expect(stderr).toContain(`bin/node' ${problem}: install it`)
      expect(stderr).not.toContain('secret')
    })

    it('is not there at all, and says what to install', async () => {
      const { stderr } = await bash(temporaryProject(), '"$0" server', { PATH: '/nowhere' })
      expect(stderr).toContain('and there is none on PATH: install it')
    })
  })

  it('hands over to a wrapper script, with words and variables byte for byte', async () => {
    const project = temporaryProject()
    const script = `#!/bin/sh\ncase "$1" in --version) exec '${process.execPath}' "$@";; esac\nfor word; do printf '<%s>' "$word" | od -An -c; done; printf %s "$ODD" | od -An -tx1\n`
    const path = `${withNode(project, script)}:${SYSTEM}`
    const words = `server '' ' a  b ' $'caf\\xe9' -- '--x=$y'`
    const { status, stdout } = await bash(project, `export ODD=$'\\xff\\xc3'; "$0" ${words}`, { PATH: path })
    expect(status).toBe(0)
    expect(stdout).toContain('c   a   f 351   >')
    expect(stdout).toMatch(/ ff c3\n$/)
  })

  it('leaves a wrapper script its descriptors and signal settings', async () => {
    const project = temporaryProject()
    const asked = 'grep -E "^Sig(Blk|Ign)" /proc/self/status; ls /proc/self/fd | tr "\\n" " "'
    const script = `#!/bin/sh\ncase "$1" in --version) echo v22.0.0; exit;; esac\nexec sh -c '${asked}'\n`
    const path = `${withNode(project, script)}:${SYSTEM}`
    const [seen, plain] = [
      await bash(project, `trap "" HUP CHLD; exec "$0" server 5</dev/null`, { PATH: path }),
      await bash(project, `trap "" HUP CHLD; exec sh -c '${asked}' 5</dev/null`, { PATH: path }),
    ]
    expect(seen).toEqual(plain)
  })

  describe('hands on what was read', () => {
    it.each([
      ['a process substitution', '"$0" --quiet --env-file <(printf "$TEXT") --with-server true'],
      ['standard input', 'printf "$TEXT" | "$0" --quiet --env-file /dev/stdin --with-server true'],
      [
        'more than a pipe holds',
        '(seq -f "A%.0f=x" 30000; printf "$TEXT") | "$0" --quiet --env-file /dev/stdin --with-server true',
      ],
      ['a named pipe', 'mkfifo .env; printf "$TEXT" >.env & "$0" --quiet --with-server true'],
    ])('from %s', async (_, script) => {
      const project = temporaryProject()
      const { status, stderr } = await bash(project, script, { TEXT: BAD_PORT })
      expect([status, stderr]).toEqual([125, expect.stringMatching(SAID)])
    })
  })

  it.skipIf(process.getuid?.() !== 0)(
    'is not started if what was read cannot be handed on (only root can become a user with a limit)',
    async () => {
      const project = temporaryProject()
      const copy = installed(project, VERSION)
      const path = `${withNode(project, '#!/bin/sh\necho v22.0.0\n')}:${SYSTEM}`
      execFileSync('chmod', ['-R', 'a+rX', project.path('../..')])
      // Itself, and one more: what says Node's version, then what starts the writer.
      const limited = `ulimit -u 2; exec "$0" --quiet --env-file pipe --with-server true`
      const asOther = `setpriv --reuid 12345 --clear-groups bash -c '${limited}' "$0"`
      const script = `mkfifo -m 644 pipe; echo A=x >pipe & ${asOther}`
      const { status, stdout, stderr } = await bash(project, script, { PATH: path }, copy)
      expect([status, stdout, stderr]).toEqual([125, '', expect.stringContaining('EAGAIN')])
    },
  )

  it.skipIf(noRoot !== null)(`finds its bundle without /proc too${noRoot ? ` (${noRoot})` : ''}`, async () => {
    const project = temporaryProject()
    const path = `${withNode(project, '#!/bin/sh\n[ "$1" = --version ] && echo v22.0.0 || echo "$2"\n')}:${SYSTEM}`
    const copy = installed(project, VERSION)
    symlinkSync(copy, project.path('link'))
    const script = `unshare --mount sh -c 'mount -t tmpfs none /proc; exec ./link server'`
    const { status, stdout, stderr } = await bash(project, script, { PATH: path })
    const own = project.path('.venv/share/with-mlflow-env/bin/with-mlflow-env.js')
    expect([status, stdout, stderr]).toEqual([0, `${own}\n`, ''])
  })

  it('finds Node through a shim', async () => {
    const project = temporaryProject({ '.env': BAD_PORT })
    const path = `${withNode(project, SHIM)}:${SYSTEM}`
    const { status, stderr } = await bash(project, '"$0" --with-server true', { PATH: path })
    expect([status, stderr]).toEqual([125, expect.stringMatching(SAID)])
  })
})
