// A project's file that cannot be read as what it is does not count as one that names nothing.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configure, resolveRun } from '../../src/configure/index.ts'
import { readInputs } from '../../src/configure/inputs.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { hostContextIn, makeWritable, refusal, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

const KEYS = 'MLFLOW_AWS_ACCESS_KEY_ID=projectid\nMLFLOW_AWS_SECRET_ACCESS_KEY=projectsecret\n'
const SHELL = { AWS_ACCESS_KEY_ID: 'shellid', AWS_SECRET_ACCESS_KEY: 'shellsecret' }
const VAULT = '$ANSIBLE_VAULT;1.1;AES256\n62313365396662343061393464336163\n'
const GIT_CRYPT = Buffer.from('\0GITCRYPT\0\x8d\x01\xff\xfe', 'latin1')
const GZIP = Buffer.from([0x1f, 0x8b, 8, 0, 0xff, 0x80, 0])

function start(tree: Tree, words: readonly string[] = [], env: Record<string, string> = SHELL) {
  const folder = temporaryTree({ '.git': null, ...tree })
  return () => configure(hostContextIn(folder, { env, home: join(folder, 'home') }), parseArguments(words))
}

const UNREADABLE: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ['Ansible Vault', VAULT, /Ansible Vault.*--env-file <\(ansible-vault view FILE\)/],
  ['git-crypt', GIT_CRYPT, /git-crypt unlock/],
  ['git-crypt, as valid text', '\0GITCRYPT\0abc', /git-crypt unlock/],
  ['Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 126\n', /git lfs pull/],
  ['age', Buffer.from('age-encryption.org/v1\n-> X25519 a\n\xff\0', 'latin1'), /age --decrypt/],
  ['PGP', Buffer.from('\x85\x01\x0c\x03\xff\0', 'latin1'), /gpg --decrypt/],
  ['OpenSSL', Buffer.from('Salted__\xff\0', 'latin1'), /OpenSSL/],
  ['sops', '{\n  "data": "ENC[AES256_GCM,data:x=,type:str]",\n  "sops": {}\n}\n', /sops decrypt/],
  [
    'sops, of lines with names',
    'MLFLOW_AWS_ACCESS_KEY_ID: ENC[AES256_GCM,data:x=,iv:a=,tag:b==,type:str]\nMLFLOW_TRACKING_URI: http://h\nsops:\n    kms: []\n    version: 3.9.0\n',
    /sops decrypt/,
  ],
  [
    'sops, of two secrets',
    'A: ENC[AES256_GCM,data:x=,type:str]\nMLFLOW_AWS_SECRET_ACCESS_KEY: ENC[AES256_GCM,data:x=,type:str]\n',
    /sops decrypt/,
  ],
  ['gzip', GZIP, /compressed/],
  ['something else that is no text', Buffer.from([1, 2, 0xff, 0]), /not a text file/],
  ['prose', 'see the password manager\n', /has no line that sets a variable: write lines like NAME=value/],
]

describe('a file that cannot be read as what it is', () => {
  it.each(UNREADABLE)('is refused if the shell’s account would be used: %s', (_, content, says) => {
    const found = refusal(start({ '.env': content }))
    expect(found).toMatchObject({ code: 'env-file-without-variables', severity: 'error' })
    expect(found?.message).toMatch(says)
    expect(found?.message).not.toMatch(/UTF-8/)
  })

  it.each(UNREADABLE.slice(0, -1))('is one warning next to whole credentials: %s', (_, content) => {
    const { credentials, warnings } = start({ '.env': content, '.env.mlflow': KEYS })()
    expect(credentials.mode).toBe('project')
    expect(warnings.map(({ code, severity }) => [code, severity])).toEqual([['env-file-without-variables', 'warning']])
  })

  it('may be a link that leads nowhere if the credentials are in the other file', () => {
    const tree = { 'cwd/.env': { link: 'gone' }, '.env': KEYS }
    const run = (more: Tree) => {
      const folder = temporaryTree({ '.git': null, ...tree, ...more })
      return () => configure(hostContextIn(join(folder, 'cwd'), { env: SHELL }), parseArguments([]))
    }
    expect(run({ 'cwd/.env.mlflow': KEYS })().credentials.mode).toBe('project')
    expect(refusal(run({}))?.message).toBe("'.env' cannot be read: the link leads nowhere")
  })

  it('is a warning next to keys in the environment, with a profile and with --keep-aws', () => {
    const keys = { MLFLOW_AWS_ACCESS_KEY_ID: 'projectid', MLFLOW_AWS_SECRET_ACCESS_KEY: 'projectsecret' }
    const codes = (run: () => ReturnType<ReturnType<typeof start>>) => run().warnings.map(({ code }) => code)
    expect(codes(start({ '.env': VAULT }, [], keys))).toContain('env-file-without-variables')
    expect(codes(start({ '.env': VAULT }, [], { MLFLOW_AWS_PROFILE: 'p' }))).toContain('env-file-without-variables')
    expect(codes(start({ '.env': VAULT }, ['--keep-aws']))).toContain('env-file-without-variables')
  })

  it('is refused if it is named', () => {
    const found = refusal(start({ 'secrets.env': VAULT }, ['--env-file', 'secrets.env']))
    expect(found).toMatchObject({ code: 'env-file-without-variables' })
  })

  it.each(['', '# later\n', 'LOG_LEVEL\n', 'A=1\n', '\ufeff'])('is not an ordinary file: %j', (content) => {
    const { credentials, warnings } = start({ '.env': content })()
    expect(credentials.mode).toBe('global')
    expect(warnings.map(({ code }) => code)).not.toContain('env-file-without-variables')
  })
})

describe('a directory called .env', () => {
  it('is passed over if the credentials are somewhere else', () => {
    const { credentials, warnings } = start({ '.env/pyvenv.cfg': '', '.env.mlflow': KEYS })()
    expect([credentials.mode, warnings]).toEqual(['project', []])
  })

  it('is refused if the shell’s account would be used', () => {
    expect(refusal(start({ '.env': null }))?.message).toMatch(/^'\.env': expected a file, found a directory: /)
    const found = refusal(start({ '.env/pyvenv.cfg': '', '.env.mlflow': 'A=1\n' }))
    expect(found?.message).toMatch(/^'\.env': expected a file, found a virtual environment: /)
  })
})

describe('files that everybody can write to', () => {
  it('cause one warning together', () => {
    const folder = temporaryTree({ '.git': null, '.env': 'A=1\n', '.env.mlflow': KEYS })
    for (const name of ['.env', '.env.mlflow']) makeWritable(join(folder, name))
    const { warnings } = configure(hostContextIn(folder), parseArguments([]))
    expect(warnings.map(({ code }) => code)).toEqual(['env-file-writable'])
  })
})

describe('a file that is no text', () => {
  const latin1 = (text: string) => Buffer.from(`# M\xfcller\n${text}`, 'latin1')
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
  const inEnvironment = { MLFLOW_AWS_ACCESS_KEY_ID: 'projectid', MLFLOW_AWS_SECRET_ACCESS_KEY: 'projectsecret' }
  const OTHER = 'MLFLOW_AWS_ACCESS_KEY_ID=otherid\nMLFLOW_AWS_SECRET_ACCESS_KEY=othersecret\n'
  const URI = 'MLFLOW_TRACKING_URI=http://127.0.0.1:1\n'

  it.each<[string, Tree, string[], Record<string, string>]>([
    ['.env without a name of the project', { '.env': latin1('DB=\xe4\n'), '.env.mlflow': KEYS }, [], SHELL],
    ['.env with other keys', { '.env': latin1(OTHER), '.env.mlflow': KEYS }, [], SHELL],
    ['.env with AWS’s keys', { '.env': utf16('AWS_PROFILE=p\nAWS_SESSION_TOKEN=t\n'), '.env.mlflow': KEYS }, [], SHELL],
    ['.env of NULs', { '.env': 'A=\0', '.env.mlflow': KEYS }, [], SHELL],
    ['.env with the same address', { '.env': utf16(OTHER + URI), '.env.mlflow': KEYS + URI }, [], SHELL],
    ['.env.mlflow without a name of the project', { '.env.mlflow': latin1('DB=\xe4\n'), '.env': KEYS }, [], SHELL],
    ['.env.mlflow, with keys in the environment', { '.env.mlflow': utf16(OTHER) }, [], inEnvironment],
    [
      '.env.mlflow, with a profile in the environment',
      { '.env.mlflow': utf16(OTHER) },
      [],
      { MLFLOW_AWS_PROFILE: 'p' },
    ],
    ['.env without a name, with --keep-aws', { '.env': latin1('DB=\xe4\n') }, ['--keep-aws'], SHELL],
    ['.env without a name, with --allow-fallback', { '.env': latin1('DB=\xe4\n') }, ['--allow-fallback'], SHELL],
  ])('is a warning if nothing in it decides: %s', (_, tree, words, env) => {
    const { warnings, credentials } = start(tree, words, env)()
    const about = warnings.filter(({ code }) => code.startsWith('env-file'))
    expect(about).toMatchObject([{ severity: 'warning' }])
    expect(about[0]?.message).toMatch(/^\.env(\.mlflow)?:1: .*, so no variable of the file is used: /)
    expect(credentials.tag).not.toMatch(/othe/)
  })

  it.each<[string, Tree, string[], Record<string, string>]>([
    ['nothing else has credentials', { '.env': latin1('DB=\xe4\n') }, [], SHELL],
    ['it has the keys, and would win', { '.env.mlflow': latin1(OTHER), '.env': KEYS }, [], SHELL],
    ['it wins with --override', { '.env': utf16(OTHER) }, ['--override'], inEnvironment],
    ['it has the secret', { '.env': latin1(OTHER), '.env.mlflow': 'MLFLOW_AWS_ACCESS_KEY_ID=projectid\n' }, [], SHELL],
    ['it has the address', { '.env': utf16(URI), '.env.mlflow': KEYS }, [], SHELL],
    ['it has an endpoint', { '.env': latin1('MLFLOW_S3_ENDPOINT_URL=http://h\n'), '.env.mlflow': KEYS }, [], SHELL],
    ['it has AWS’s endpoint', { '.env': latin1('aws_endpoint_url=http://h\n'), '.env.mlflow': KEYS }, [], SHELL],
    ['it is strict', { '.env': latin1('WITH_MLFLOW_ENV_STRICT=1\n') }, ['--allow-fallback'], SHELL],
    ['it has a misspelt name', { '.env.mlflow': latin1('MLFOW_AWS_PROFIL=p\n'), '.env': KEYS }, [], SHELL],
    ['it has an address, with --keep-aws', { '.env': latin1(URI) }, ['--keep-aws'], SHELL],
    ['an empty value is above it', { '.env': latin1(URI), '.env.mlflow': `${KEYS}MLFLOW_TRACKING_URI=\n` }, [], SHELL],
  ])('is refused if it may decide: %s', (_, tree, words, env) => {
    expect(refusal(start(tree, words, env))).toMatchObject({ code: 'env-file-not-utf8', severity: 'error' })
  })

  it('is not asked about a variable that the launcher itself has set', () => {
    const env = { ...inEnvironment, MLFLOW_TRACKING_URI: 'http://127.0.0.1:1' }
    const folder = temporaryTree({ '.git': null, '.env': latin1(URI) })
    const inputs = readInputs(hostContextIn(folder, { env }), parseArguments([]))
    expect(resolveRun({ ...inputs, pinned: ['MLFLOW_TRACKING_URI'] }).credentials.mode).toBe('project')
  })

  it('names the command that saves UTF-16 as UTF-8', () => {
    const whole = start({ '.env': utf16(OTHER) })
    expect(refusal(whole)?.message).toBe(
      ".env:1: the file is UTF-16, as '>' in Windows PowerShell writes it, which Python cannot read: save it as UTF-8, in PowerShell with 'Set-Content -Encoding utf8'",
    )
    const added = start({ '.env': Buffer.concat([Buffer.from(KEYS), Buffer.from(URI, 'utf16le')]) })
    expect(refusal(added)?.message).toMatch(/^\.env:3: the file is partly UTF-16, as '>>' in Windows PowerShell/)
  })
})
