// Known secrets, looked for in everything that the launcher writes, in every argv and in every file.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { EventReader, reportingChild } from '../rig/event-reader.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../rig/project.ts'

/** Every one holds the same word, so that a part of one is found as well. */
const WORD = '5eCr3t'
const TOKEN = `token-${WORD}-${'t'.repeat(40)}`
const SECRETS = {
  ...PROJECT_KEYS,
  MLFLOW_AWS_ACCESS_KEY_ID: 'ASIAPROJECTPROJECT01',
  MLFLOW_AWS_SESSION_TOKEN: TOKEN,
  MLFLOW_TRACKING_URI: `http://user:pass-${WORD}@127.0.0.1:9/x`,
  MLFLOW_ARTIFACT_ROOT: `s3://bucket/path?token=${WORD}`,
  MLFLOW_S3_ENDPOINT_URL: `http://user:pa@ss-${WORD}@127.0.0.1:9`,
  MLFLOW_TRACKING_TOKEN: `wmle_${'a'.repeat(12)}_${WORD}${'0'.repeat(43)}`,
  DATABASE_URI: `postgresql://user:pass-${WORD}@127.0.0.1/db`,
}
const SHELL = {
  ...GLOBAL_KEYS,
  AWS_SESSION_TOKEN: `global-token-${WORD}`,
  PGPASSWORD: WORD,
  WITH_MLFLOW_ENV_KEYS: `postgresql://user:pass-${WORD}@127.0.0.1:9/db`,
}

let project: Project
afterEach(() => project.remove())

const commands: readonly (readonly string[])[] = [
  ['true'],
  ['--quiet', 'true'],
  ['--keep-aws', 'true'],
  ['--keep-aws-config', 'true'],
  ['--strict', 'true'],
  ['config'],
  ['config', '--json'],
  ['--with-server', 'config'],
  ['--with-server', 'config', '--json'],
  ['keys', 'list'],
  ['keys', 'create'],
  ['--help'],
  ['--version'],
  ['no-such-program'],
  ['--no-such-option', 'true'],
  ['sh', '-c', 'exit 3'],
  ['sh', '-c', 'kill $$'],
]

const broken: Readonly<Record<string, string>> = {
  'a blank in each key': `MLFLOW_AWS_ACCESS_KEY_ID="A ${WORD}"\nMLFLOW_AWS_SECRET_ACCESS_KEY="B ${WORD}"\n`,
  'half a set': `MLFLOW_AWS_SECRET_ACCESS_KEY=${WORD}\n`,
  'a dropped line': `MLFLOW_AWS_SECRET_ACCESS_KEY="${WORD}"x\n`,
  'an open quote': `MLFLOW_AWS_SECRET_ACCESS_KEY="${WORD}\n`,
  'a colon': `MLFLOW_AWS_SECRET_ACCESS_KEY: ${WORD}\n`,
  'a secret without a name': `${WORD}\n"${WORD}"\n`,
  'a NUL byte': `A=${WORD}\0\n`,
  'a long line': `A=${WORD.repeat(30_000)}\n`,
  'a key whose quote never closes': `KEY="-----BEGIN\n${WORD}${WORD}==\n${WORD}=\n`,
  'a key without quotes': `KEY=-----BEGIN PRIVATE KEY-----\nMII${WORD}AA\n${WORD}BB==\n-----END PRIVATE KEY-----\n`,
  'a key in double quotes': `KEY="-----BEGIN\n${WORD}\\${WORD}==\n${WORD}=x\n-----END"\n`,
  'a hash in a password': `DATABASE_URI=postgresql://u:a#${WORD}@h/db\nPASSWORD=x#${WORD}\n`,
  'two identities': `${lines(PROJECT_KEYS)}MLFLOW_AWS_PROFILE=${WORD}\n`,
  'a slash in the password of an endpoint': `MLFLOW_S3_ENDPOINT_URL=http://user:pa/ss-${WORD}@127.0.0.1:9\n`,
  'a login before the bucket': `MLFLOW_ARTIFACT_ROOT=s3://user:pass-${WORD}@bucket/path\n`,
  'a placeholder': `MLFLOW_AWS_ACCESS_KEY_ID=<${WORD}>\nMLFLOW_AWS_SECRET_ACCESS_KEY=${WORD}\n`,
  'a bad option': `WITH_MLFLOW_ENV_STRICT=${WORD}\n`,
  'a bad launch': `WITH_MLFLOW_ENV_LAUNCH=${WORD}\n`,
  'a line break in the URI': `MLFLOW_TRACKING_URI="http://u:${WORD}@h\n${WORD}"\n`,
  'a stale token': `${lines(PROJECT_KEYS)}AWS_SESSION_TOKEN=${WORD}\n`,
}

describe('no secret', () => {
  it.each(commands.map((command) => [command.join(' '), command] as const))(
    'appears in the output of: with-mlflow-env %s',
    async (_, command) => {
      project = new Project({ '.env': lines(SECRETS) })
      const { stdout, stderr } = await project.run(command, { env: SHELL })
      if (!command.includes('--quiet')) expect(stdout + stderr).not.toBe('')
      expect(stdout + stderr).not.toContain(WORD)
      expect(filesWith(join(project.folder, '..', '..'))).toEqual([project.path('.env')])
    },
  )

  it.each(Object.keys(broken))('appears in the output if the .env file has %s', async (title) => {
    for (const command of [['true'], ['config', '--json'], ['config']]) {
      project?.remove()
      project = new Project({ '.env': broken[title] ?? '' })
      const { stdout, stderr } = await project.run(command, { env: SHELL })
      expect(stdout + stderr).not.toBe('')
      expect(stdout + stderr).not.toContain(WORD)
    }
  })

  it('appears in the output for a missing profile or a refused key of the shell', async () => {
    project = new Project({ '.env': 'MLFLOW_AWS_PROFILE=absent\n' })
    const env = { ...SHELL, AWS_SESSION_TOKEN: `${WORD}\n${WORD}` }
    for (const [args, says] of [
      [['true'], /absent/],
      [['--no-env-file', 'true'], /AWS_SESSION_TOKEN/],
      [['--no-env-file', '--strict', 'true'], /--strict/],
    ] as const) {
      const { stdout, stderr } = await project.run(args, { env })
      expect(stderr).toMatch(says)
      expect(stdout + stderr).not.toContain(WORD)
    }
  })

  it('is in the argument list of any process while the command runs', async () => {
    project = new Project({ '.env': lines(SECRETS) })
    const child = project.start([process.execPath, reportingChild], { env: SHELL })
    await new EventReader(child).next()
    const seen = listProcesses()
    child.kill('SIGKILL')
    expect(seen).toContain(reportingChild)
    expect(seen).not.toContain(WORD)
  })

  it('is passed to the command under its MLFLOW_AWS_* name', async () => {
    project = new Project({ '.env': lines(SECRETS) })
    const child = await project.child([], { env: SHELL })
    expect(Object.keys(child).filter((name) => name.startsWith('MLFLOW_AWS_'))).toEqual([])
    expect(child.AWS_SESSION_TOKEN).toBe(TOKEN)
    expect(child.WITH_MLFLOW_ENV).toBe('project:CT01')
  })
})

describe('a secret that does leak', () => {
  it('is found in output, in a file and in an argument list', async () => {
    project = new Project({ '.env': lines(SECRETS) })
    const script = 'echo "$AWS_SECRET_ACCESS_KEY" | tee leaked'
    const { stdout } = await project.run(['--quiet', 'sh', '-c', script], { env: SHELL })
    expect(stdout).toContain(WORD)
    expect(filesWith(project.folder)).toEqual([project.path('.env'), project.path('leaked')])
    const child = project.start([process.execPath, reportingChild, WORD], { env: SHELL })
    await new EventReader(child).next()
    const seen = listProcesses()
    child.kill('SIGKILL')
    expect(seen).toContain(WORD)
  })
})

function listProcesses(): string {
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
}

/** The files below a folder that hold the word. */
function filesWith(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(WORD))
}
