// The doctor's checks of the files and the identity, with real git, Python and boto3. Nobody is asked beyond this machine.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { pythonBin } from '../rig/paths.ts'
import { collect, GLOBAL_KEYS, lines, PROJECT_KEYS, type Project } from '../rig/project.ts'
import { temporaryProject } from '../rig/temporary-project.ts'

const PATH = [pythonBin, process.env.PATH].join(delimiter)
const SECRETS = [
  PROJECT_KEYS.MLFLOW_AWS_SECRET_ACCESS_KEY,
  GLOBAL_KEYS.AWS_SECRET_ACCESS_KEY,
  's3cr3tTOKENabcdefGH12345',
]
const OF_PROFILE = { '.env.mlflow': 'MLFLOW_AWS_PROFILE=lab\n' }

interface Check {
  readonly id: string
  readonly status: string
  readonly found: string
  readonly where: string
  readonly remedy: string
}

/** The checks by their ids. No secret may be in what is printed. */
async function examine(project: Project, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const own = { PATH, AWS_EC2_METADATA_DISABLED: 'true', ...env }
  const { stdout, stderr, status } = await project.run(['doctor', '--json', ...words], { env: own })
  for (const secret of SECRETS) expect(stdout + stderr).not.toContain(secret)
  const checks: Check[] = JSON.parse(stdout).checks
  return { status, checks, of: (id: string) => checks.find((check) => check.id === id) }
}

function configure(project: Project, text: string) {
  mkdirSync(join(project.home, '.aws'), { recursive: true })
  writeFileSync(join(project.home, '.aws', 'config'), `[profile lab]\nregion = eu-west-1\n${text}`)
}

const IDENTITY = 'boto3-session,token-expiry,credentials,shell-variables'

describe("the doctor's checks of the identity", () => {
  it('are all fine for a healthy project, whatever the shell has, and print no secret', async () => {
    const project = temporaryProject({ 'train.py': 'import mlflow\n', '.gitignore': '.env.mlflow\n' })
    project.write('.env.mlflow', lines(PROJECT_KEYS), 0o600)
    execFileSync('git', ['init', '-q'], { cwd: project.folder })
    const shell = {
      ...GLOBAL_KEYS,
      AWS_PROFILE: 'glob',
      AWS_SESSION_TOKEN: 'tok-tok',
      AWS_ENDPOINT_URL: 'http://other:1',
    }
    const { checks, of, status } = await examine(project, ['--offline'], shell)
    expect(checks.filter((check) => check.status === 'warn' || check.status === 'fail')).toEqual([])
    expect(status).toBe(0)
    expect(of('boto3-session')).toMatchObject({
      status: 'ok',
      found: expect.stringContaining('key …CT01 from the environment'),
    })
    expect(of('shell-variables')?.found).toContain(
      'AWS_ENDPOINT_URL, AWS_PROFILE, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN would',
    )
  })

  it('name a module of Python that takes the account away', async () => {
    const project = temporaryProject({ '.env.mlflow': lines(PROJECT_KEYS) })
    const code = `import os\nos.environ.update(${JSON.stringify(GLOBAL_KEYS)})\n`
    const path = project.write('site/sitecustomize.py', code)
    const { of, status } = await examine(project, ['--offline', '--only', IDENTITY], {
      PYTHONPATH: project.path('site'),
    })
    expect(status).toBe(1)
    expect(of('boto3-session')).toMatchObject({
      ...{ status: 'fail', where: `'${path}'`, remedy: `remove what sets it from '${path}'` },
      found:
        'boto3 uses the key …0002, not …CT01, because AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY change while Python starts',
    })
  })

  it('say how to log in again, online and offline, and fail once', async () => {
    const project = temporaryProject(OF_PROFILE)
    configure(
      project,
      'sso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_start_url = https://sso.invalid\nsso_region = eu-west-1\n',
    )
    for (const [words, failing] of [
      [[], 'boto3-session'],
      [['--offline'], 'token-expiry'],
    ] as const) {
      const { checks, of } = await examine(project, [...words, '--only', IDENTITY])
      expect(checks.filter(({ status }) => status === 'fail')).toHaveLength(1)
      expect(of(failing)).toMatchObject({ status: 'fail', remedy: 'aws sso login --profile lab' })
    }
  })

  it('ask a program for credentials, but not offline, and show nothing of what it says', async () => {
    const project = temporaryProject(OF_PROFILE)
    const marker = project.path('asked')
    configure(
      project,
      `credential_process = sh -c "touch ${marker}; echo token ${SECRETS[2]} hvs.s3cret is bad >&2; exit 3"\n`,
    )
    const offline = await examine(project, ['--offline', '--only', IDENTITY])
    expect(offline.of('boto3-session')).toMatchObject({
      status: 'skip',
      found: expect.stringContaining('credential_process'),
    })
    expect(existsSync(marker)).toBe(false)
    const { of } = await examine(project, ['--only', IDENTITY])
    expect(of('boto3-session')).toMatchObject({
      status: 'fail',
      found: expect.stringContaining("(the program 'sh' failed with exit status 3)"),
    })
    expect(JSON.stringify(of('boto3-session'))).not.toMatch(/is bad|hvs/)
    expect(existsSync(marker)).toBe(true)
  })

  it('fail once for a profile that is missing', async () => {
    const { checks, of } = await examine(temporaryProject(OF_PROFILE), ['--offline', '--only', IDENTITY])
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([of('credentials')])
    expect(of('credentials')?.remedy).toBe(
      'aws configure --profile lab, or correct MLFLOW_AWS_PROFILE in .env.mlflow:1',
    )
  })

  it('skip what asks with credentials if there are none', async () => {
    const project = temporaryProject({
      '.env.mlflow': 'MLFLOW_ARTIFACT_ROOT=s3://bucket/x\nWITH_MLFLOW_ENV_ALLOW_FALLBACK=1\n',
    })
    const { of } = await examine(project, ['--only', `${IDENTITY},bucket`])
    expect(of('boto3-session')).toMatchObject({ status: 'fail', found: 'boto3 finds no credentials anywhere' })
    expect(of('bucket')).toMatchObject({ status: 'skip' })
  })
})

it.each(['SIGINT', 'SIGKILL'] as const)(
  'a program that gives credentials ends with the doctor (%s)',
  async (signal) => {
    const project = temporaryProject(OF_PROFILE)
    const file = project.path('pid')
    configure(project, `credential_process = sh -c "echo $$ > ${file}; exec sleep 300"\n`)
    const child = project.start(['doctor', '--only', 'boto3-session'], { env: { PATH } })
    const ended = collect(child)
    const pid = await vi.waitFor(() => Number(readFileSync(file, 'utf8').trim() || expect.unreachable()), 20_000)
    child.kill(signal)
    expect(await ended).toMatchObject({ signal })
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 15_000)
  },
)
