// Something between the launcher and the program changes the environment: real shells and programs, and what boto3 sees
// in the program that they start.
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { section, variables } from '../../oracle/accounts.ts'
import { launcher, pythonBin, root } from '../../rig/paths.ts'
import { lacking } from '../../rig/requirements.ts'
import { D, G, P, PROJECT_KEYS, shellOf } from '../oracle/check-case.ts'
import { envText, type Files, makeSandbox } from '../oracle/sandbox.ts'

const wrappers = join(root, '.python-wrappers')
const view = `${join(pythonBin, 'python')} -B ${join(root, 'test/e2e/oracle/view.py')}`
const WORK = envText(variables(G, 'AWS_'))
const exported = WORK.replaceAll(/^/gm, 'export ').replace(/export $/, '')
const MAKEFILE = `include .env\nexport\ntrain:\n\t@${view}\n`

interface Case {
  readonly files?: Files
  /** The project's `.env` behind its own keys. */
  readonly also?: string
  readonly words: readonly string[]
  readonly shell?: Readonly<Record<string, string>>
}

/** Runs the launcher; what the program in the end sees, and what the launcher says. */
function run({ files = {}, also = '', words, shell = {} }: Case) {
  const sandbox = makeSandbox({ 'outer/project/.env': envText(PROJECT_KEYS) + also, ...files })
  try {
    const PATH = [join(wrappers, 'bin'), pythonBin, process.env.PATH].join(delimiter)
    const env = { ...shellOf(sandbox, shell), PATH, MLFLOW_TRACKING_URI: 'http://127.0.0.1:9' }
    const args = [launcher, '--quiet', '--strict', ...words]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      env,
      cwd: sandbox.project,
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
    const line = /VIEW (\{.*\})/.exec(stdout + stderr)?.[1]
    expect(stdout + stderr).not.toContain(G.secret)
    return { seen: JSON.parse(line ?? 'null'), warnings: stderr.split('\n').filter((one) => one.includes('warning: ')) }
  } finally {
    sandbox.remove()
  }
}

describe('a start-up file of bash', () => {
  const script = { 'outer/project/train.sh': `#!/bin/bash\n${view}\n` }

  it('does not replace the project’s keys', () => {
    const files = { ...script, 'home/orb.sh': exported }
    const { seen, warnings } = run({ files, words: ['bash', 'train.sh'], shell: { BASH_ENV: '$HOME/orb.sh' } })
    expect(seen.keyId).toBe(P.id)
    expect(warnings).toEqual([expect.stringMatching(/orb\.sh:1: bash reads this file because of BASH_ENV/)])
  })

  it.each([
    ['a shell', ['bash', 'train.sh']],
    ['a program that starts one', ['python', 'train.py']],
  ])('has no function in the place of python, with %s as the command', (_, words) => {
    const files = {
      'outer/project/train.py': `import subprocess\nsubprocess.run(['bash', 'train.sh'])\n`,
      'outer/project/train.sh': `PATH=${pythonBin}:$PATH\npython ${view.split(' ').slice(1).join(' ')}\n`,
    }
    const body = `AWS_ACCESS_KEY_ID=${G.id} AWS_SECRET_ACCESS_KEY=${G.secret} command python "$@"`
    const shell = { 'BASH_FUNC_python%%': `() { ${body}; }` }
    const { seen, warnings } = run({ files, words, shell })
    expect(seen.keyId).toBe(P.id)
    expect(warnings).toEqual([expect.stringMatching(/runs the shell's function python instead of the program/)])
  })

  it('is read in silence if it is harmless', () => {
    const files = { 'outer/project/train.sh': `#!/bin/bash\nmodule\n`, 'home/lmod.sh': `module() { ${view}; }\n` }
    const { seen, warnings } = run({ files, words: ['bash', 'train.sh'], shell: { BASH_ENV: '~/lmod.sh' } })
    expect({ id: seen.keyId, warnings }).toEqual({ id: P.id, warnings: [] })
  })
})

describe('a program that reads .env and overrides', () => {
  const pipfile = { 'outer/project/Pipfile': '[packages]\n' }
  const pipenv = { PIPENV_VERBOSITY: '-1', VIRTUAL_ENV: wrappers, LANG: 'C.UTF-8' }

  it('does not replace the project’s keys if it is pipenv', () => {
    const { seen, warnings } = run({
      files: pipfile,
      also: WORK,
      words: ['pipenv', 'run', ...view.split(' ')],
      shell: pipenv,
    })
    expect(seen).toEqual({ keyId: P.id, dotenv: '1' })
    expect(warnings).toEqual([expect.stringMatching(/\.env:3: .*so the command runs with PYTHON_DOTENV_DISABLED=1/)])
  })

  it.skipIf(lacking('make')).each([
    ['make', ['make', 'train']],
    ['honcho', ['honcho', 'run', ...view.split(' ')]],
    ['dotenv', ['dotenv', 'run', '--', ...view.split(' ')]],
  ] as const)('is named without the claim of a cure if it is %s', (name, words) => {
    const { seen, warnings } = run({ files: { 'outer/project/Makefile': MAKEFILE }, also: WORK, words })
    expect(seen.keyId).toBe(G.id)
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`\\.env:3: ${name} sets AWS_ACCESS_KEY_ID and AWS_SECRET`)),
    ])
    expect(warnings[0]).not.toContain('PYTHON_DOTENV_DISABLED')
  })

  it.skipIf(lacking('make')).each([
    ['make', ['make', 'train']],
    ['honcho', ['honcho', 'run', ...view.split(' ')]],
    ['dotenv', ['dotenv', 'run', '--', ...view.split(' ')]],
  ] as const)('is started in silence if the file has no other account: %s', (_, words) => {
    const files = { 'outer/project/Makefile': MAKEFILE }
    expect(run({ files, also: 'AWS_PAGER=\nOTHER=x\n', words })).toMatchObject({ seen: { keyId: P.id }, warnings: [] })
  })
})

describe('tox', () => {
  const home = { 'home/.aws/credentials': section('default', D) }
  const config = (passed: string) => ({
    ...home,
    'outer/project/tox.ini': `[tox]\nno_package = true\n[testenv]\nskip_install = true\nallowlist_externals = *\n${passed}commands = ${view}\n`,
  })

  it('is named if it does not pass the project’s account on', () => {
    const { seen, warnings } = run({ files: config(''), words: ['tox', '-q'] })
    expect(seen.keyId).toBe(D.id)
    expect(warnings).toEqual([expect.stringMatching(/tox does not pass on the environment.*pass_env = AWS_\*/)])
  })

  it('is started in silence if it does', () => {
    const { seen, warnings } = run({ files: config('pass_env = AWS_*, MLFLOW_*\n'), words: ['tox', '-q'] })
    expect({ id: seen.keyId, warnings }).toEqual({ id: P.id, warnings: [] })
  })
})
