// Bad input: one clear line on stderr, 125, 126 or 127, no stack trace, no secret, nothing started, nothing changed.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project, type RunOptions } from '../rig/project.ts'

const ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
const TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'
const { MLFLOW_AWS_ACCESS_KEY_ID: id, MLFLOW_AWS_SECRET_ACCESS_KEY: secret } = PROJECT_KEYS

interface Case extends RunOptions {
  readonly title: string
  readonly files?: Readonly<Record<string, string | Buffer>>
  readonly make?: (project: Project) => void
  readonly args?: (project: Project) => readonly string[]
  readonly says: RegExp
  readonly status?: number
}

const cases: readonly Case[] = [
  {
    title: 'an id without a secret',
    files: { '.env': `${ID}=${id}\n` },
    says: /SECRET_ACCESS_KEY is missing next to .*\.env:1/,
  },
  {
    title: 'a secret without an id',
    files: { '.env': `${SECRET}=${secret}\n` },
    says: /ACCESS_KEY_ID is missing next to/,
  },
  { title: 'a token alone', env: { [TOKEN]: 'a-token' }, says: /ACCESS_KEY_ID is missing/ },
  {
    title: "an id whose only secret belongs to another one's set",
    env: { [ID]: 'AKIAOTHEROTHEROTHER1' },
    files: { '.env': lines(PROJECT_KEYS) },
    says: /SECRET_ACCESS_KEY is missing .*belongs to another key/,
  },
  {
    title: 'a blank in a secret',
    files: { '.env': `${ID}=${id}\n${SECRET}='a b'\n` },
    says: /\.env:2 contains whitespace/,
  },
  {
    title: 'a line break in a secret',
    env: { [ID]: id, [SECRET]: `${secret}\n` },
    says: /contains a line break/,
  },
  {
    title: 'a control character in an id',
    env: { [ID]: `${id}\x07`, [SECRET]: secret },
    says: /contains an invisible/,
  },
  { title: 'a no-break space in a key', env: { [ID]: `${id}\u00a0`, [SECRET]: secret }, says: /contains whitespace/ },
  {
    title: 'a temporary key without a token',
    env: { [ID]: 'ASIAPROJECTPROJECT01', [SECRET]: secret },
    says: /ASIA.*session token/,
  },
  {
    title: 'a long-term key with a token',
    env: { ...PROJECT_KEYS, [TOKEN]: 'a-token' },
    says: /AKIA.*no session token/,
  },
  {
    title: "the template's placeholder",
    files: { '.env': `${ID}=your-access-key-id\n${SECRET}=x\n` },
    says: /placeholder/,
  },
  { title: 'a placeholder in brackets', env: { [ID]: id, [SECRET]: '<secret>' }, says: /placeholder/ },
  { title: 'changeme', env: { [ID]: id, [SECRET]: 'changeme' }, says: /placeholder/ },
  {
    title: 'empty credentials in a file',
    files: { '.env': `${ID}=\n${SECRET}=\n` },
    env: GLOBAL_KEYS,
    says: /are empty/,
  },
  {
    title: 'a missing CI secret',
    env: { ...GLOBAL_KEYS, [SECRET]: '' },
    says: /is empty; refusing to fall back to the shell's credentials/,
  },
  {
    title: 'keys and a profile in one source',
    env: { ...PROJECT_KEYS, MLFLOW_AWS_PROFILE: 'p' },
    says: /two accounts/,
  },
  {
    title: 'credentials hidden by a nearer file',
    files: { '.env': lines(PROJECT_KEYS), 'sub/.env': 'A=1\n' },
    make: (project) => mkdirSync(project.path('sub'), { recursive: true }),
    cwd: 'sub',
    says: /is not read because .* is nearer/,
  },
  {
    title: 'global keys under --strict',
    env: GLOBAL_KEYS,
    args: () => ['--strict'],
    says: /--strict refuses AWS_ACCESS_KEY_ID in the environment/,
  },
  { title: 'the ambient chain under --strict', args: () => ['--strict'], says: /--strict refuses boto3's own chain/ },
  {
    title: 'a project that is strict by its file',
    env: GLOBAL_KEYS,
    files: { '.env': 'WITH_MLFLOW_ENV_STRICT=1\n' },
    says: /\.env:1 refuses/,
  },
  { title: 'a strict that could mean either', env: { WITH_MLFLOW_ENV_STRICT: 'yes' }, says: /expected 1 or true/ },
  { title: '.env is a directory', make: (project) => mkdirSync(project.path('.env')), says: /found a directory/ },
  {
    title: '.env is encrypted by git-crypt',
    files: { '.env': Buffer.from('\0GITCRYPT\0\x8d\x01\xff', 'latin1') },
    env: GLOBAL_KEYS,
    says: /'\.env' has no line that sets a variable: .*git-crypt unlock/,
  },
  {
    title: 'a token that goes on in the next lines',
    files: { '.env': `${ID}=ASIAPROJECTPROJECT01\n${SECRET}=${secret}\n${TOKEN}=${'a'.repeat(64)}\nAbCd/12\nxyz==\n` },
    says: /\.env:4: looks like the rest of MLFLOW_AWS_SESSION_TOKEN in line 3/,
  },
  {
    title: '.env is a link to nothing',
    make: (project) => symlinkSync('nowhere', project.path('.env')),
    says: /leads nowhere/,
  },
  {
    title: '.env is a link to itself',
    make: (project) => symlinkSync('.env', project.path('.env')),
    says: /leads to itself/,
  },
  {
    title: '.env is not UTF-8',
    files: { '.env': Buffer.from('A=1\nB=caf\xe9\n', 'latin1') },
    says: /\.env:2: the file is not UTF-8/,
  },
  {
    title: '.env is UTF-16',
    files: { '.env': Buffer.from('\ufeffA=1\n', 'utf16le') },
    says: /\.env:1: the file is UTF-16/,
  },
  { title: '.env holds a NUL byte', files: { '.env': 'A=1\nB=x\0y\n' }, says: /\.env:2: a NUL byte/ },
  { title: 'a megabyte on one line', files: { '.env': `A=${'x'.repeat(1_000_000)}\n` }, says: /\.env:1: .*131071/ },
  { title: 'references that multiply', files: { '.env': bomb() }, says: /longer than/ },
  { title: '.env of nine megabytes', files: { '.env': '#'.repeat(9_000_000) }, says: /more than/ },
  {
    title: 'a dropped line that names MLFLOW_*',
    files: { '.env': `${ID}: ${id}\n` },
    says: /\.env:1: .*would not set MLFLOW_AWS_ACCESS_KEY_ID/,
  },
  {
    title: 'a dropped line that names AWS_*',
    files: { '.env': 'A=1\nAWS_REGION="x"y\n' },
    says: /\.env:2: .*AWS_REGION/,
  },
  { title: 'a dropped line that names *_URI', files: { '.env': 'DATABASE_URI="postgres://x\n' }, says: /DATABASE_URI/ },
  { title: 'a name alone that undoes its value', files: { '.env': `${ID}=x\n${ID}\n` }, says: /\.env:2: .*unsets/ },
  {
    title: 'versions of python-dotenv that differ',
    files: { '.env': `${TOKEN}= # none\n` },
    says: /versions of python-dotenv/,
  },
  { title: '--env-file that is missing', args: () => ['--env-file', 'nowhere.env'], says: /no file 'nowhere\.env'/ },
  { title: '--env-file with --no-env-file', args: () => ['--env-file', 'a', '--no-env-file'], says: /contradict/ },
  { title: '--strict with --keep-aws', args: () => ['--strict', '--keep-aws'], says: /contradict/ },
  { title: 'an unknown option', args: () => ['--stict'], says: /unknown option '--stict': did you mean --strict/ },
  { title: 'an option without its value', args: () => ['--env-file='], says: /--env-file needs a value/ },
  {
    title: 'a debugging Node, which would print the keys',
    args: () => ['--launch', 'supervise'],
    env: { NODE_DEBUG: 'child_process' },
    says: /NODE_DEBUG is set, and with it Node prints/,
  },
  { title: 'an unknown way to launch', args: () => ['--launch=fork'], says: /expected auto, exec or supervise/ },
  {
    title: 'a region that is none',
    env: { ...PROJECT_KEYS, MLFLOW_AWS_DEFAULT_REGION: 'eu_central' },
    says: /expected the name of an AWS region/,
  },
]

function bomb(): string {
  const steps = Array.from({ length: 40 }, (_, i) => `A${i + 1}=\${A${i}}\${A${i}}\n`)
  return `A0=0123456789\n${steps.join('')}`
}

describe('bad input', () => {
  let project: Project
  afterEach(() => project.remove())

  it.each(cases.map((given) => [given.title, given] as const))(
    'is refused in one line, with nothing started: %s',
    async (_, { files, make, args, says, status = 125, env, cwd }) => {
      project = new Project(files)
      make?.(project)
      const before = readdirSync(project.folder)
      const run = { ...(env && { env }), cwd: project.path(cwd ?? '.') }
      const result = await project.run([...(args?.(project) ?? []), 'sh', '-c', 'echo ran; touch ran'], run)
      expect(result.stderr).toMatch(says)
      expect(result.stderr).toMatch(/^with-mlflow-env: [^\n]+\n$/)
      expect(result.stderr).not.toMatch(/\n\s+at |Secret|a-token/)
      expect(result).toMatchObject({ status, signal: null, stdout: '' })
      expect(readdirSync(project.folder)).toEqual(before)
    },
  )

  it('does not repeat a value given as NAME=VALUE in place of a command', async () => {
    project = new Project()
    const result = await project.run(['AWS_SECRET_ACCESS_KEY=Secret', 'true'])
    expect(result).toMatchObject({ status: 127, stdout: '' })
    expect(result.stderr).toMatch(
      /^with-mlflow-env: error: expected a command, found the variable 'AWS_SECRET_ACCESS_KEY': .*\n$/,
    )
    expect((await project.run(['config', 'AWS_SECRET_ACCESS_KEY=Secret'])).stderr).not.toContain('Secret')
  })

  it('does not make the launcher hang on long rows of quotes', async () => {
    const rows = [
      `A=x${' '.repeat(100_000)}y`,
      `B=${'${'.repeat(50_000)}`,
      '\n'.repeat(100_000),
      `C=${'${x:'.repeat(20_000)}`,
    ]
    project = new Project({ '.env': rows.join('\n') })
    expect(await project.run(['--quiet', 'true'])).toMatchObject({ status: 0 })
  }, 20_000)

  it('does not flood the terminal if the file was written for another reader', async () => {
    project = new Project({ '.env': Array.from({ length: 501 }, (_, i) => `B${i}: x\n`).join('') })
    const { stderr } = await project.run(['--quiet', 'true'])
    expect(stderr.split('\n')).toHaveLength(12)
    expect(stderr).toContain("'.env' has 491 more lines")
  })

  it.each([
    ['config', 'nohelp'],
    ['config', 'xxversion'],
  ])('is not mistaken for --help or --version: %s %s', async (...words) => {
    project = new Project()
    expect(await project.run(words)).toMatchObject({ status: 125, stdout: '' })
  })

  it('is refused if it has no command', async () => {
    project = new Project()
    expect(await project.run([])).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(/^.*no command given.*\n$/),
    })
  })

  it.each(['doctor', 'init', 'proxy', 'keys', 'completion'])(
    'is refused if the command is the reserved word %s',
    async (word) => {
      project = new Project()
      const result = await project.run([word])
      expect(result).toMatchObject({ status: 125, stdout: '' })
      expect(result.stderr).toContain(`'with-mlflow-env -- ${word}' runs a program of that name`)
    },
  )

  it('is not refused if a program with a reserved name follows --', async () => {
    project = new Project()
    project.write('bin/server', '#!/bin/sh\necho "the program: $1"\n', 0o755)
    const result = await project.run(['--', 'server', '--x'], { env: { PATH: `${project.path('bin')}:/usr/bin:/bin` } })
    expect(result).toMatchObject({ status: 0, stdout: 'the program: --x\n' })
  })
})

describe('a command that cannot be started', () => {
  let project: Project
  afterEach(() => project.remove())

  const commands: readonly { title: string; command: readonly string[]; status: number; says: RegExp }[] = [
    { title: 'is missing', command: ['no-such-program'], status: 127, says: /command not found on PATH/ },
    { title: 'is missing at its path', command: ['./no-such-program'], status: 127, says: /command not found\n/ },
    { title: 'is an empty word', command: [''], status: 127, says: /command not found/ },
    { title: 'is not executable', command: ['./plain'], status: 126, says: /not executable: run 'chmod \+x'/ },
    { title: 'is a directory', command: ['./folder'], status: 126, says: /is a directory/ },
    {
      title: 'has a missing interpreter',
      command: ['./orphan'],
      status: 127,
      says: /interpreter '\/no\/such\/python'/,
    },
    { title: 'would call the launcher forever', command: ['./loop'], status: 126, says: /-S with-mlflow-env python/ },
    {
      title: 'has a path that cannot be followed',
      command: ['./plain/x'],
      status: 126,
      says: /its path cannot be followed/,
    },
    {
      title: 'has a directory for an interpreter',
      command: ['./odd'],
      status: 126,
      says: /interpreter '\/usr'.*is not an executable program/,
    },
    {
      title: 'has too large an argument',
      command: ['true', 'x'.repeat(131_072)],
      status: 126,
      says: /larger than the kernel accepts/,
    },
  ]

  it.each(commands.map((given) => [given.title, given] as const))(
    'is reported in one line if it %s',
    async (_, { command, status, says }) => {
      project = new Project({ '.env': lines(PROJECT_KEYS) })
      project.write('plain', '#!/bin/sh\n', 0o644)
      project.write('orphan', '#!/no/such/python\n', 0o755)
      project.write('odd', '#!/usr\n', 0o755)
      project.write('loop', '#!/usr/bin/env with-mlflow-env\n', 0o755)
      mkdirSync(project.path('folder'))
      // The argument reaches the launcher through its own code: no shell could pass it either.
      const result = command[1] === undefined ? await project.run(command) : await tooLarge(project)
      expect(result.stderr).toMatch(says)
      expect(result.stderr.split('\n').filter((line) => line.startsWith('with-mlflow-env: '))).toHaveLength(1)
      expect(result.stderr).not.toMatch(/\n\s+at |Secret|MLflow Configuration/)
      expect(result).toMatchObject({ status, stdout: '' })
    },
  )

  it('is not a script without a shebang, which sh runs as under env(1)', async () => {
    project = new Project()
    project.write('script', 'echo "$0 $1"\n', 0o755)
    expect(await project.run(['./script', 'a b'])).toMatchObject({ status: 0, stdout: './script a b\n' })
  })

  it('is not one that is only on the PATH of its own environment', async () => {
    project = new Project()
    project.write('.env', `PATH=${project.path('bin')}:/usr/bin:/bin\n`)
    project.write('bin/only-here', '#!/bin/sh\necho found\n', 0o755)
    const node = process.execPath
    const env = Object.entries(project.environment()).filter(([name]) => name !== 'PATH')
    const words = env.map(([name, value]) => `${name}=${value}`)
    const { launcher } = await import('../rig/paths.ts')
    const stdout = execFileSync('/usr/bin/env', ['-i', ...words, node, launcher, 'only-here'], {
      cwd: project.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(stdout).toBe('found\n')
  })
})

/** A file's variables are together too large for the kernel, each by itself is not. */
async function tooLarge(project: Project) {
  const big = Array.from({ length: 60 }, (_, i) => `BIG_${i}=${'x'.repeat(100_000)}\n`).join('')
  project.write('.env', lines(PROJECT_KEYS) + big)
  return project.run(['true'])
}

describe('an argument that is not UTF-8', () => {
  it('is refused, because it cannot be passed on unchanged', () => {
    const project = new Project()
    try {
      const script = `exec "$0" "$1" touch "$(printf 'caf\\351')"`
      const { launcher } = { launcher: new URL('../../bin/with-mlflow-env.js', import.meta.url).pathname }
      let message = ''
      try {
        execFileSync('sh', ['-c', script, process.execPath, launcher], {
          cwd: project.folder,
          env: project.environment(),
          stdio: 'pipe',
        })
      } catch (error) {
        message = String((error as { stderr: Buffer }).stderr)
        expect((error as { status: number }).status).toBe(125)
      }
      expect(message).toMatch(/^with-mlflow-env: error: argument 2 is not UTF-8 .*\n$/)
    } finally {
      project.remove()
    }
  })

  it('is only a warning if it is the value of a variable', () => {
    const project = new Project()
    try {
      const launcher = new URL('../../bin/with-mlflow-env.js', import.meta.url).pathname
      const script = `ODD="$(printf 'caf\\351')" exec "$0" "$1" --quiet true 2>&1`
      const output = execFileSync('sh', ['-c', script, process.execPath, launcher], {
        cwd: project.folder,
        env: project.environment(),
        encoding: 'utf8',
      })
      expect(output).toMatch(/^with-mlflow-env: warning: ODD in the environment holds bytes that are not UTF-8.*\n$/)
    } finally {
      project.remove()
    }
  })
})

describe('a working directory that was removed', () => {
  it('is reported in one line', () => {
    const project = new Project()
    try {
      const launcher = new URL('../../bin/with-mlflow-env.js', import.meta.url).pathname
      const script = `mkdir gone && cd gone && rmdir ../gone && "$0" "$1" true; echo "status $?"`
      const output = execFileSync('sh', ['-c', `{ ${script}; } 2>&1`, process.execPath, launcher], {
        cwd: project.folder,
        env: project.environment(),
        encoding: 'utf8',
      })
      expect(output).toMatch(/^with-mlflow-env: error: the working directory does not exist.*\nstatus 125\n$/)
    } finally {
      project.remove()
    }
  })
})

describe('the message about missing credentials', () => {
  let project: Project
  afterEach(() => project.remove())

  it('mentions a misnamed .env.txt', async () => {
    project = new Project({ '.env.txt': lines(PROJECT_KEYS) })
    const { stderr, status } = await project.run(['true'])
    expect(stderr).toContain("'.env.txt' is not read: if it has the project's credentials, rename it to '.env'")
    expect(status).toBe(0)
  })

  it('mentions a .env above the git root', async () => {
    project = new Project()
    writeFileSync(project.path('..', '.env'), lines(PROJECT_KEYS))
    const { stderr } = await project.run(['true'])
    expect(stderr).toMatch(/'\.\.\/\.env' is not read, because it is above the root of the git repository/)
    expect((await project.run(['--strict', 'true'])).stderr).toMatch(
      /^with-mlflow-env: error: no project credentials.*'\.\.\/\.env'.*\n$/,
    )
  })

  it('does not appear if there are credentials', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS), '.env.txt': '' })
    chmodSync(project.path('.env'), 0o600)
    expect((await project.run(['--quiet', 'true'])).stderr).toBe('')
    expect(existsSync(project.path('.env.txt'))).toBe(true)
  })
})
