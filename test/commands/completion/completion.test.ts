import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { brief } from '../../../src/commands/completion/brief.ts'
import { handler } from '../../../src/commands/completion/index.ts'
import { makeModel } from '../../../src/commands/completion/make-model.ts'
import { SHELLS } from '../../../src/commands/completion/shells.ts'
import { NO_DEBUG_LOG } from '../../../src/commands/debug.ts'
import { COMMANDS } from '../../../src/commands/index.ts'
import { CHECKS } from '../../../src/doctor/checks/index.ts'
import { LauncherError } from '../../../src/model/diagnostic.ts'
import { GLOBAL_OPTIONS } from '../../../src/options/global-options.ts'
import { option, spellings } from '../../../src/options/option.ts'
import { parseArguments } from '../../../src/options/parse.ts'
import { SERVER_OPTIONS } from '../../../src/options/server-options.ts'
import { diagnosticLine } from '../../../src/report/diagnostic-line.ts'
import { hostContextIn, temporaryTree } from '../../rig/temporary-tree.ts'

async function run(
  words: readonly string[],
  files: Record<string, string | null> = {},
  env: Record<string, string> = {},
) {
  const top = temporaryTree({ work: null, ...files })
  let out = ''
  const stdout = (text: string) => {
    out += text
  }
  const hostContext = hostContextIn(join(top, 'work'), { home: join(top, 'home'), env })
  const context = { hostContext, parentPid: 1, pid: 1, ownWords: [], stderr: () => {}, stdout, format: diagnosticLine }
  await handler(
    { ...context, commands: COMMANDS, deliver: () => null, debug: NO_DEBUG_LOG, version: () => '0' },
    parseArguments(['completion', ...words]),
  )
  return out
}

async function refusal(...words: string[]): Promise<string> {
  const error = await run(words).catch((error: unknown) => error)
  return error instanceof LauncherError ? `${error.diagnostic.code}: ${error.diagnostic.message}` : String(error)
}

const USABLE = COMMANDS.filter(({ load }) => load !== null)

describe('completion', () => {
  it.each(SHELLS.map(({ name }) => name))(
    'prints a script for %s with every word and option of the tables',
    async (shell) => {
      const script = await run([shell])
      for (const { word } of USABLE) expect(script).toMatch(new RegExp(`\\b${word}\\b`))
      const { places, words } = makeModel(COMMANDS)
      const written = places.flatMap(({ options }) => options.flatMap((each) => each.spellings.map(([word]) => word)))
      for (const word of written) expect(script).toContain(word)
      expect(words.map(([word]) => word)).toEqual(USABLE.map(({ word }) => word))
      expect(script).not.toMatch(/<own words>|<places>/)
    },
  )

  it('knows the options of every word, those of the launcher among them', async () => {
    const { places } = makeModel(COMMANDS)
    const at = (word: string) =>
      places.find((place) => place.word === word)?.options.flatMap((each) => each.spellings.map(([name]) => name)) ?? []
    expect(places.map(({ word }) => word)).toEqual(['', ...USABLE.map(({ word }) => word)])
    expect(at('')).toEqual(GLOBAL_OPTIONS.flatMap(spellings).map(({ word }) => word))
    expect(at('server')).toEqual(expect.arrayContaining(SERVER_OPTIONS.flatMap(spellings).map(({ word }) => word)))
    expect(at('config')).toEqual(expect.arrayContaining(['--json', '--strict']))
  })

  it.each([
    [[], /^shell-missing: name the shell: bash, zsh or fish, as in 'with-mlflow-env completion bash'$/],
    [
      ['zhs'],
      /^shell-unknown: expected bash, zsh or fish, found 'zhs': did you mean 'with-mlflow-env completion zsh'\?$/,
    ],
    [['Bash'], /did you mean 'with-mlflow-env completion bash'/],
    [['bsah'], /completion bash'/],
    [['fihs'], /completion fish'/],
    [['/bin/zsh'], /completion zsh'/],
    [['-'], /unexpected-argument/],
    [['sh'], /completion bash'/],
    [['ksh'], /found 'ksh'$/],
    [['powershell'], /found 'powershell'$/],
    [['nu'], /found 'nu'$/],
    [['AKIAPROJECTPROJECT01'], /found a text of 20 characters$/],
    [['bash', 'zsh'], /^unexpected-argument: .* takes one word and options; argument 2 is one more/],
    [['bash', '--', 'zsh'], /^unexpected-argument/],
    [['--jsn'], /^unknown-option/],
    [['--values', 'secrets'], /^invalid-option-value: --values: expected profile or check$/],
  ])('%j is refused: %s', async (words, message) => {
    expect(await refusal(...words)).toMatch(message)
  })
})

describe('the values that scripts ask for', () => {
  const KEYS = 'aws_access_key_id=AKIAFILEFILEFILE0001\naws_secret_access_key=s3cret\nregion=nowhere-1\n'

  it('are the names of the profiles of both files, once each, and nothing else of them', async () => {
    const files = {
      'home/.aws/config': `[default]\n${KEYS}[profile a b]\n[profile "c d"]\n[profile lab]\n[sso-session x]\n[services y]\n`,
      'home/.aws/credentials': `[lab]\n${KEYS}[e:f=g]\n${KEYS}`,
    }
    const out = await run(['--values', 'profile'], files)
    expect(out.split('\n').map((line) => line.split('\t')[0])).toEqual(['default', 'c d', 'lab', 'e:f=g', ''])
    expect(out).not.toMatch(/AKIA|s3cret|nowhere/)
  })

  it('come from the files that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name', async () => {
    const files = { 'home/.aws/config': '[profile no]\n', 'work/c': '[profile one]\n', 'home/k': '[two]\n' }
    const env = { AWS_CONFIG_FILE: 'c', AWS_SHARED_CREDENTIALS_FILE: '~/k' }
    expect(await run(['--values', 'profile'], files, env)).toBe('one\tAWS profile\ntwo\tAWS profile\n')
  })

  it.each([
    ['no file', {}],
    ['a file that boto3 cannot parse', { 'home/.aws/config': 'x\n', 'home/.aws/credentials': '[unclosed\n' }],
    [
      'names that are keys or that a line cannot hold',
      { 'home/.aws/credentials': '[AKIAFILEFILEFILE0001]\n[a\x1b[2Jb]\n[a\tb]\n' },
    ],
  ])('are none with %s', async (_, files) => {
    expect(await run(['--values', 'profile'], files)).toBe('')
  })

  it('are the ids of the doctor’s checks with their titles', async () => {
    const out = await run(['--values', 'check'])
    expect(out).toBe(CHECKS.map(({ id, title }) => `${id}\t${title}\n`).join(''))
  })
})

describe('what completion says about an option', () => {
  it.each([
    [
      'read this file instead of searching for `.env`; if there are several, …',
      'read this file instead of searching for .env',
    ],
    ['how it is started: `exec` or not', 'how it is started'],
    ["refuse the shell's own credentials (`AWS_*` keys, profiles)", "refuse the shell's own credentials"],
    ['let the command read it, for `boto3`', 'let the command read it'],
  ])('is the first clause of its help: %s', (help, said) => {
    expect(brief(help)).toBe(said)
  })

  it('is never empty, and one line', async () => {
    const { places } = makeModel(COMMANDS)
    for (const [word, said] of places.flatMap(({ options }) => options.flatMap((each) => each.spellings))) {
      expect(said, word).toMatch(/^\S[^\n]*\S$/)
    }
    expect(brief(option('x', { help: 'a', repeatable: true }).help)).toBe('a')
  })
})
