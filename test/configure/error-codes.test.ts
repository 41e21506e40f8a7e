// The public error codes: each is documented, each can be thrown, and no other can.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, closeSync, constants, openSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MlflowConfigErrorCode } from '../../src/configure/error-codes.ts'
import { getMlflowConfig, getMlflowEnv, MlflowConfigError, type MlflowConfigOptions } from '../../src/index.ts'
import { root } from '../rig/paths.ts'
import { isRoot, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

interface Case {
  readonly tree?: Tree
  readonly env?: Readonly<Record<string, string>>
  readonly options?: MlflowConfigOptions
  /** What a tree cannot express; returns further options. */
  readonly prepare?: (folder: string) => MlflowConfigOptions
  readonly needsRoot?: boolean
}

const ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
const KEYS = `${ID}=projectid\n${SECRET}=projectsecret\n`
const env = (text: string | Buffer): Case => ({ tree: { '.env': text } })

/** A record, so that a code without a case does not pass the type check. */
const CASES: Readonly<Record<MlflowConfigErrorCode, Case>> = {
  'cwd-missing': { prepare: (folder) => ({ cwd: join(folder, 'gone') }) },
  'conflicting-options': { options: { strict: true, keepAws: true } },
  'invalid-option-value': { env: { WITH_MLFLOW_ENV_STRICT: 'maybe' } },
  'cannot-be-kept': { options: { keep: ['AWS_PROFILE'] } },
  'env-file-missing': { options: { envFiles: ['gone.env'] } },
  'env-file-not-regular': { tree: { '.env': null } },
  'env-file-empty-pipe': { prepare: emptyPipe },
  'env-file-unreadable': { tree: { '.env': { link: 'gone' } } },
  'env-file-untrusted-owner': { ...env('A=1\n'), prepare: giveToAnotherUser, needsRoot: true },
  'env-file-too-large': env('#'.repeat(8 * 1024 * 1024 + 1)),
  'env-file-not-utf8': env(Buffer.from('A=caf\xe9\n', 'latin1')),
  'env-file-nul': env('A=\0\n'),
  'env-file-without-variables': env('$ANSIBLE_VAULT;1.1;AES256\n6234\n'),
  'env-file-syntax': env('AWS_PROFILE: x\n'),
  'env-file-value-unset': env('AWS_PROFILE=x\nAWS_PROFILE\n'),
  'env-file-wrapped-value': env(`${SECRET}=${'x'.repeat(30)}\nyZ0/\n`),
  'env-file-version-dependent': env('AWS_PROFILE= # x\n'),
  'env-file-line-too-long': env(`A=${'x'.repeat(131_072)}\n`),
  'incomplete-credentials': env(`${ID}=projectid\n`),
  'conflicting-credentials': env(`${KEYS}MLFLOW_AWS_PROFILE=p\n`),
  'invalid-value': env(`${ID}=projectid\n${SECRET}="project secret"\n`),
  'placeholder-value': env(`${ID}=<your key>\n${SECRET}=projectsecret\n`),
  'swapped-keys': env(`${ID}=projectid\n${SECRET}=AKIAIOSFODNN7EXAMPLE\n`),
  'missing-session-token': env(`${ID}=ASIAIOSFODNN7EXAMPLE\n${SECRET}=projectsecret\n`),
  'unexpected-session-token': env(
    `${ID}=AKIAIOSFODNN7EXAMPLE\n${SECRET}=projectsecret\nMLFLOW_AWS_SESSION_TOKEN=token\n`,
  ),
  'empty-credentials': env(`${ID}=\n`),
  'shadowed-credentials': {
    tree: { '.env': KEYS, 'inner/.env': 'A=1\n' },
    prepare: (folder) => ({ cwd: join(folder, 'inner') }),
  },
  'misspelt-credentials': env('MLFLOW_AWS_PROFIL=p\n'),
  'unsupported-credentials': env(`${KEYS}MLFLOW_AWS_ROLE_ARN=r\n`),
  'credentials-required': { options: { strict: true } },
}

/** A pipe whose writers write nothing, as that of a command that fails. */
function emptyPipe(folder: string): MlflowConfigOptions {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  // Does not wait for a writer, and is none.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = spawn('sh', ['-c', 'while sleep 0.05; do : >"$0"; done', path], { stdio: 'ignore' })
  onTestFinished(() => {
    writer.kill()
    closeSync(descriptor)
  })
  return { envFiles: [`/dev/fd/${descriptor}`] }
}

function giveToAnotherUser(folder: string): MlflowConfigOptions {
  chownSync(join(folder, '.env'), 65_533, 65_533)
  return {}
}

function codeOf(run: () => unknown): string | null {
  try {
    run()
    return null
  } catch (error) {
    if (!(error instanceof MlflowConfigError)) throw error
    expect(error.message).not.toMatch(/projectsecret|\n/)
    return error.code
  }
}

describe('each public error code', () => {
  it.each(Object.entries(CASES))('%s can be thrown by both functions', (code, { needsRoot, ...given }) => {
    if (needsRoot && !isRoot) return
    const folder = temporaryTree({ '.git': null, ...given.tree })
    const options = {
      cwd: folder,
      env: { HOME: '/nonexistent', ...given.env },
      ...given.options,
      ...given.prepare?.(folder),
    }
    expect([codeOf(() => getMlflowConfig(options)), codeOf(() => getMlflowEnv(options))]).toEqual([code, code])
  })

  it('is described once in docs/error-codes.md, and in the order of the type', () => {
    const page = readFileSync(join(root, 'docs', 'error-codes.md'), 'utf8')
    const described = Array.from(page.matchAll(/^\| `([a-z0-9-]+)` \|[^|]{10,}\|[^|]{10,}\|$/gm), ([, code]) => code)
    expect(described).toEqual(Object.keys(CASES))
  })

  it('has a description in the type', () => {
    const type = readFileSync(join(root, 'src', 'configure', 'error-codes.ts'), 'utf8')
    const described = Array.from(type.matchAll(/^ {2}\/\*\* .{30,} \*\/\n {2}\| '([a-z0-9-]+)'$/gm), ([, code]) => code)
    expect(described).toEqual(Object.keys(CASES))
  })
})

/** Errors about the words of the command line, which the functions do not take, and about the version, which they do not give. */
const NOT_OF_FUNCTIONS = [
  'src/options/parse.ts',
  'src/options/option.ts',
  'src/options/server-options.ts',
  'src/host/node/version.ts',
]

describe('no other code', () => {
  it('can be thrown by what the two functions load', () => {
    const codes = new Set<string>()
    for (const path of loaded(join(root, 'src', 'index.ts'))) {
      if (NOT_OF_FUNCTIONS.includes(relative(root, path))) continue
      const text = readFileSync(path, 'utf8')
      for (const [, code = ''] of text.matchAll(/\.error\(\s*'([a-z0-9-]+)'/g)) codes.add(code)
      // The code must be written where the diagnostic is made, or this test would not find it.
      expect(text, path).not.toMatch(/\.error\(\s*[^'\s]|refuse\(\{ code/)
    }
    expect([...codes].sort()).toEqual(Object.keys(CASES).sort())
  })
})

/** A source file and all that it imports, types left out. */
function loaded(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  const imports = readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type )[^'"]*? from '(\.[^']+)'/gm)
  for (const [, other = ''] of imports) loaded(join(dirname(path), other), seen)
  return seen
}
