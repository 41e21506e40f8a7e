import { describe, expect, it } from 'vitest'
import { found, inspectDotenv, MINE, STALE, WORK } from '../rig/wrappers.ts'

describe('a program that reads .env by itself', () => {
  const both = `${WORK}${STALE}`
  it.each([
    ['honcho start', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['honcho -e .env run python x.py', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['python -m honcho start', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['foreman start', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['dotenv run -- python x.py', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['dotenv -f .env run python x.py', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['dotenv run --no-override python x.py', 'AWS_SESSION_TOKEN'],
    ['npx dotenv -e .env -- node x.js', 'AWS_SESSION_TOKEN'],
    ['dotenv -o -- node x.js', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['dotenvx run -- node x.js', 'AWS_SESSION_TOKEN'],
    ['env-cmd node x.js', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['node --env-file=.env x.js', 'AWS_SESSION_TOKEN'],
    ['uv run --env-file .env python x.py', 'AWS_SESSION_TOKEN'],
    ['flask run', 'AWS_SESSION_TOKEN'],
    ['direnv exec . python x.py', 'AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['just train', 'AWS_SESSION_TOKEN'],
    ['task train', 'AWS_SESSION_TOKEN'],
    ['pdm run train', 'AWS_SESSION_TOKEN'],
  ])('causes a warning: %s', (command, names) => {
    const tree = {
      '.env': both,
      '.envrc': 'dotenv\n',
      justfile: 'set dotenv-load\ntrain:\n  python x.py\n',
      'Taskfile.yml': "version: '3'\ndotenv: ['.env']\n",
      'pyproject.toml': '[tool.pdm.scripts]\n_.env_file = ".env"\n',
    }
    const line = names.startsWith('AWS_ACCESS') ? 2 : 3
    expect(found(command, tree)).toEqual([`wrapper-sets ./.env:${line} ${names}`])
  })

  it.each([
    'honcho start',
    'honcho -e other.env start',
    'dotenv run python x.py',
    'node --env-file=.env x.js',
    'uv run python x.py',
    'just train',
    'task train',
    'direnv allow',
    'pdm run train',
  ])('causes none for the project’s own values: %s', (command) => {
    expect(found(command, { '.env': MINE, justfile: 'train:\n', 'Taskfile.yml': '', 'pyproject.toml': '' })).toEqual([])
  })

  it('reads the file that UV_ENV_FILE names', () => {
    const tree = { 'x.env': STALE }
    expect(found('uv run python', tree, { env: { UV_ENV_FILE: 'x.env' } })).toEqual([
      'wrapper-sets ./x.env:1 AWS_SESSION_TOKEN',
    ])
  })
})

describe('a program that sets variables from a place of its own', () => {
  const tree = {
    'x.env': `A=1\n${STALE}`,
    'work.env': WORK,
    'vars/AWS_PROFILE': 'work\n',
    'vars/LANG': 'C\n',
    'tox.ini': '[testenv]\npass_env = AWS_*\nset_env =\n    A = 1\n    AWS_PROFILE = work\n',
    'package.json': '{\n  "scripts": {\n    "go": "AWS_PROFILE=work node x.js",\n    "ok": "node x.js"\n  }\n}\n',
    'pyproject.toml': '[tool.poe]\nenvfile = "work.env"\n',
  }
  it.each([
    ['flask -e x.env run', './x.env:2 AWS_SESSION_TOKEN'],
    ['flask --env-file=x.env run', './x.env:2 AWS_SESSION_TOKEN'],
    ['python -m flask -e x.env run', './x.env:2 AWS_SESSION_TOKEN'],
    ['envdir vars python x.py', './vars/AWS_PROFILE:1 AWS_PROFILE'],
    ['chpst -e ./vars python x.py', './vars/AWS_PROFILE:1 AWS_PROFILE'],
    ['op run --env-file work.env -- python x.py', './work.env:2 AWS_ACCESS_KEY_ID'],
    ['op run --env-file=work.env -- python x.py', './work.env:2 AWS_ACCESS_KEY_ID'],
    ['apptainer exec --env-file work.env image.sif python x.py', './work.env:2 AWS_ACCESS_KEY_ID'],
    ['dotenvx run -f x.env -- python x.py', './x.env:2 AWS_SESSION_TOKEN'],
    ['dotenvx run --overload -f work.env -- python x.py', './work.env:2 AWS_ACCESS_KEY_ID'],
    ['tox', './tox.ini:3 AWS_PROFILE'],
    ['npm run go', './package.json:3 AWS_PROFILE'],
    ['yarn go', './package.json:3 AWS_PROFILE'],
    ['poe train', './work.env:2 AWS_ACCESS_KEY_ID'],
    ['uv run poe train', './work.env:2 AWS_ACCESS_KEY_ID'],
  ])('causes a warning: %s', (command, expected) => expect(found(command, tree)).toEqual([`wrapper-sets ${expected}`]))

  it.each([
    'flask run',
    'envdir nowhere python x.py',
    'chpst -u ml python x.py',
    'op read op://vault/item',
    'npm run ok',
    'npm install',
    'npm test',
  ])('causes none: %s', (command) => expect(found(command, tree)).toEqual([]))

  it.each([
    'uvicorn app:app --env-file x.env',
    'mlflow --env-file=x.env run .',
    'python -m uvicorn --env-file x.env app:app',
  ])('is kept from its load_dotenv(): %s', (command) => {
    expect(inspectDotenv(command.split(' '), tree)).toEqual({
      found: [expect.stringMatching(/^dotenv-reintroduces \.\/x\.env:2/)],
      disabled: '1',
    })
  })

  it('is left alone if load_dotenv() replaces nothing', () => {
    const words = 'uvicorn app:app --env-file work.env'.split(' ')
    expect(inspectDotenv(words, tree)).toEqual({ found: [], disabled: undefined })
  })
})
