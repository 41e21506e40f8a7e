// `config` and `config --json` of many projects: the executable, without Node, and the launcher on Node say the same.
import { mkdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { describeNative, type Given, onBoth, withoutReader } from '../../rig/native-and-node.ts'
import { GLOBAL_KEYS, PROJECT_KEYS } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

type Files = Readonly<Record<string, string | Buffer>>

const KEYS = Object.entries(PROJECT_KEYS).map(([name, value]) => `${name}=${value}\n`)
const GOOD = KEYS.join('')
const PROFILES = {
  '../../home/.aws/config':
    '[profile work]\nregion = eu-west-1\n[profile base]\nsource_profile = base\n[profile sso]\nsso_session = x\n',
  '../../home/.aws/credentials': `[work]\naws_access_key_id = AKIAPROJECTPROJECT01\naws_secret_access_key = ${'s'.repeat(40)}\n`,
}

const PROJECTS: Readonly<Record<string, readonly [files: Files, words?: readonly string[], given?: Given]>> = {
  'without files': [{}],
  'with keys': [{ '.env.mlflow': GOOD }],
  'with keys and the shell’s': [{ '.env.mlflow': GOOD }, [], { env: GLOBAL_KEYS }],
  'with the shell’s keys only': [{}, [], { env: GLOBAL_KEYS }],
  'with half of the keys': [{ '.env': KEYS[0] ?? '' }],
  'with two files': [{ '.env.mlflow': GOOD, '.env': `${GOOD}MLFLOW_ARTIFACT_ROOT=s3://bucket/prefix\nOTHER=x\n` }],
  'with lines that readers read differently': [
    {
      '.env': `${GOOD}A='it\\'s'\nB="x\\ny"\nC=a#b\nD=\`q\`\nE: yaml\nexport F=1 # c\nG=\${A}\nH="open\nI=\u00e4\u2028b\n`,
    },
  ],
  'with a broken line': [{ '.env': `${GOOD}this is no line\n= x\n'quoted'=1\n` }],
  'with bytes that are not UTF-8': [{ '.env': Buffer.from(`${GOOD}A=caf\u00e9\n`, 'latin1') }],
  'with UTF-16': [{ '.env': Buffer.from(`\ufeff${GOOD}`, 'utf16le') }],
  'with a byte order mark and Windows’ line ends': [{ '.env': `\ufeff${GOOD.replaceAll('\n', '\r\n')}` }],
  'with a profile': [{ ...PROFILES, '.env': 'MLFLOW_AWS_PROFILE=work\n' }],
  'with a profile that is not there': [{ ...PROFILES, '.env': 'MLFLOW_AWS_PROFILE=wrok\n' }],
  'with a profile that leads to itself': [{ ...PROFILES, '.env': 'MLFLOW_AWS_PROFILE=base\n' }],
  'with a profile of a login': [{ ...PROFILES, '.env': 'MLFLOW_AWS_PROFILE=sso\n' }],
  'with a tracking server': [{ '.env': `${GOOD}MLFLOW_TRACKING_URI=https://me:pw@mlflow.example.com/x?y=z\n` }],
  'with a login for another server': [
    { '.env': 'MLFLOW_TRACKING_TOKEN=token-of-another\n' },
    [],
    { env: { MLFLOW_TRACKING_URI: 'http://localhost:5000' } },
  ],
  'with an artifact root by its web address': [
    {
      '.env': `${GOOD}MLFLOW_ARTIFACT_ROOT=https://s3.console.aws.amazon.com/s3/buckets/my-bucket?prefix=a%2Fb+c/&x\n`,
    },
  ],
  'with a store of its own': [
    { '.env': `${GOOD}MLFLOW_S3_ENDPOINT_URL=http://minio:9000\nMLFLOW_S3_IGNORE_TLS=maybe\n` },
  ],
  'with options in the file': [{ '.env': `${GOOD}WITH_MLFLOW_ENV_STRICT=perhaps\nWITH_MLFLOW_ENV_LAUNCH=exec\n` }],
  'with a file that is a directory': [{ '.env/x': '' }],
  'with a file that is named': [{ 'other.env': GOOD }, ['--env-file', 'other.env']],
  'with a file that is named and missing': [{}, ['--env-file', 'none.env']],
  'with a file from standard input': [{}, ['--env-file', '/dev/stdin'], { input: GOOD }],
  'with strict and nothing': [{}, ['--strict']],
  'with a shell’s start-up file': [{ '.env': GOOD }, [], { env: { BASH_ENV: '/nonexistent/x.sh', ENV: 'x' } }],
  'with another width': [{ '.env': GOOD }, [], { env: { COLUMNS: '40', ...GLOBAL_KEYS } }],
  'with colours forbidden': [{}, ['--strict'], { env: { NO_COLOR: '1', TERM: 'xterm' } }],
  'in a folder below': [{ '.env': GOOD, 'a/b/x': '' }, [], { cwd: 'a/b' }],
  'inside a launcher': [{ '.env': GOOD }, [], { env: { WITH_MLFLOW_ENV: 'project:CT01' } }],
}

const WRONG: readonly (readonly string[])[] = [
  ['--jsn'],
  ['--json=1'],
  ['json'],
  ['--', 'x'],
  ['--env-file'],
  ['--env-file='],
  ['--launch', 'exce'],
  ['--launch', '--json'],
  ['-hh', 'x'],
  ['--no-json'],
  ['-'],
  [''],
  ['--json', '--\n'],
  ['--$0'],
  ['--__proto__=1'],
  ['5'],
]

describeNative('without Node,', () => {
  it.each(Object.entries(PROJECTS))(
    'config of a project %s is what it is on Node',
    (_, [files, words = [], given = {}]) => {
      const project = temporaryProject(files)
      if (given.cwd !== undefined) mkdirSync(project.path(given.cwd), { recursive: true })
      const there = { ...given, ...(given.cwd !== undefined && { cwd: project.path(given.cwd) }) }
      for (const more of [[], ['--json']]) {
        const { native, node } = onBoth(project, ['config', ...more, ...words], there)
        expect(native).toEqual(node)
        expect(native.stdout + native.stderr).not.toBe('')
        expect(native.stderr).not.toContain('internal error')
      }
    },
  )

  it.each(WRONG.map((words) => [words]))('config %j is refused as on Node', (words) => {
    const { native, node } = onBoth(temporaryProject({ '.env': GOOD }), ['config', ...words])
    expect(native).toEqual(node)
    expect(native).toMatchObject({
      status: 125,
      stdout: '',
      stderr: expect.stringMatching(/^with-mlflow-env: error: .*\n$/),
    })
  })

  it('a reader of the configuration that has gone is no failure', () => {
    const { native, node } = withoutReader(temporaryProject({ '.env': GOOD }), ['config', '--json'])
    expect(native).toEqual(node)
    expect(native).toMatchObject({ status: 0, stdout: '' })
  })
})
