// Credentials that are incomplete, wrong, in the wrong place or missing.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'
import { ID, id, itIsRefused, type Refused, SECRET, secret, TOKEN } from '../../rig/refused-input.ts'

const cases: readonly Refused[] = [
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
    args: ['--strict'],
    says: /--strict refuses AWS_ACCESS_KEY_ID in the environment/,
  },
  { title: 'the ambient chain under --strict', args: ['--strict'], says: /--strict refuses boto3's own chain/ },
  {
    title: 'a project that is strict by its file',
    env: GLOBAL_KEYS,
    files: { '.env': 'WITH_MLFLOW_ENV_STRICT=1\n' },
    says: /\.env:1 refuses/,
  },
  { title: 'a strict that could mean either', env: { WITH_MLFLOW_ENV_STRICT: 'yes' }, says: /expected 1 or true/ },
]

describe('bad input', () => itIsRefused(cases))

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
