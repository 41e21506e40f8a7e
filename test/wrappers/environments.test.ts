import { describe, expect, it } from 'vitest'
import { PROFILE } from '../rig/configure-values.ts'
import { found, inspect, WORK } from '../rig/wrappers.ts'

describe('mise', () => {
  const set = 'wrapper-sets ./mise.toml:2 AWS_PROFILE'
  it.each([
    ['mise exec -- python x.py', '[env]\nAWS_PROFILE = "work"\n', set],
    ['mise x -- python x.py', "[env]\nAWS_PROFILE = 'work' # account\n", set],
    ['mise run train', '[env]\nAWS_PROFILE = { value = "work", redact = true }\n', set],
    ['mise r train', '[env]\nAWS_PROFILE = "{{ exec(command=\'x\') }}"\n', set],
    ['mise x -- python x.py', '[env]\nAWS_ACCESS_KEY_ID = false\n', 'wrapper-sets ./mise.toml:2 AWS_ACCESS_KEY_ID'],
    ['mise x -- python x.py', 'env.AWS_PROFILE = "work"\n', 'wrapper-sets ./mise.toml:1 AWS_PROFILE'],
    ['mise x -- python x.py', '[env]\n_.file = ".env"\n', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['mise x -- python x.py', '[env]\n_.file = [\n  "x",\n  ".env",\n]\n', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['mise x -- python x.py', '[[env]]\n_.source = "./e.sh"\n', 'wrapper-sets ./e.sh:1 AWS_PROFILE'],
    ['mise run t', '[tasks.t]\nrun = "AWS_PROFILE=work python x.py"\n', set],
    ['mise run t', '[tasks]\nt = "AWS_PROFILE=work python x.py"\n', set],
    ['mise run t', '[tasks.t]\nenv = { AWS_PROFILE = "work" }\nrun = "python x.py"\n', set],
    ['mise run t', "[tasks.t]\nrun = '''\nset -e\ntox\n'''\n", 'wrapper-drops ./mise.toml:4 '],
    ['mise exec -- tox', '', 'wrapper-drops tox'],
  ])('causes a warning: %s, %j', (command, toml, expected) => {
    expect(found(command, { 'mise.toml': toml, '.env': WORK, 'e.sh': 'export AWS_PROFILE=work\n' })).toEqual([expected])
  })

  it.each([
    ['mise install', '[env]\nAWS_PROFILE = "work"\n'],
    ['mise x -- python x.py', '[env]\nAWS_ACCESS_KEY_ID = "projectid"\nAWS_PAGER = ""\nNODE_ENV = "x"\n'],
    ['mise x -- python x.py', '[env]\nAWS_ACCESS_KEY_ID = { default = "workid" }\n'],
    ['mise x -- python x.py', '[env]\nAWS_ACCESS_KEY_ID = "{{ env.AWS_ACCESS_KEY_ID }}"\n'],
    ['mise x -- python x.py', '[env]\n# AWS_PROFILE = "work"\n_.path = ["bin"]\n[tasks.t.env]\nAWS_PROFILE = "x"\n'],
    ['mise run tox', '[tasks.tox]\nrun = "pytest"\n'],
  ])('causes none: %s, %j', (command, toml) => expect(found(command, { 'mise.toml': toml })).toEqual([]))

  it('lets the nearest file win', () => {
    const own = { '~/.config/mise/config.toml': '[env]\nAWS_PROFILE = "work"\n' }
    expect(found('mise x -- true', own)).toEqual(['wrapper-sets ~/.config/mise/config.toml:2 AWS_PROFILE'])
    const tree = { ...own, '.mise.toml': '[env]\nAWS_PROFILE = "lab"\n' }
    expect(found('mise x -- true', tree, { files: [{ MLFLOW_AWS_PROFILE: 'lab' }] })).toEqual([])
  })
})

describe('a manager of environments', () => {
  const tree = {
    '.env': WORK,
    'x.env': 'AWS_SESSION_TOKEN=stale\n',
    'pyproject.toml': [
      '[tool.hatch.envs.default.env-vars]',
      'AWS_PROFILE = "work"',
      '[tool.hatch.envs.clean]',
      'env-include = ["HOME", "LANG"]',
      '[tool.hatch.envs.default.scripts]',
      't = "tox -e {args}"',
      '[tool.pixi.tasks]',
      'p = { cmd = "python x.py", env = { A = "1" } }',
      '',
    ].join('\n'),
    'pixi.toml': '[activation.env]\nAWS_PROFILE = "work"\n[tasks]\nm = "AWS_REGION=x python x.py"\n',
    'devbox.json': '{\n  // mine\n  "env": {\n    "AWS_PROFILE": "work",\n  },\n}\n',
    'c/conda-meta/state': '{\n  "env_vars": {\n    "AWS_PROFILE": "work"\n  }\n}\n',
    'd/conda-meta/state': '{"env_vars": {"CUDA_HOME": "/x", "AWS_ACCESS_KEY_ID": "projectid"}}\n',
    'd/etc/conda/activate.d/x.sh': 'export GDAL_DATA=/x\n',
    'e/conda-meta/history': '',
    'e/etc/conda/activate.d/x.sh': '#!/bin/sh\nexport AWS_PROFILE=work\n',
    '~/.conda/envs/lab/conda-meta/state': '{"env_vars": {"AWS_PROFILE": "work"}}\n',
  }
  it.each([
    ['hatch run python x.py', ['wrapper-sets ./pyproject.toml:2 AWS_PROFILE']],
    ['hatch run clean:python x.py', ['wrapper-sets ./pyproject.toml:2 AWS_PROFILE', 'wrapper-drops hatch']],
    ['hatch -e clean run python x.py', ['wrapper-sets ./pyproject.toml:2 AWS_PROFILE', 'wrapper-drops hatch']],
    ['hatch run t', ['wrapper-sets ./pyproject.toml:2 AWS_PROFILE', 'wrapper-drops ./pyproject.toml:6 ']],
    ['pixi run python x.py', ['wrapper-sets ./pixi.toml:2 AWS_PROFILE']],
    ['pixi run m', ['wrapper-sets ./pixi.toml:2 AWS_PROFILE', 'wrapper-sets ./pixi.toml:4 AWS_REGION']],
    ['devbox run python x.py', ['wrapper-sets ./devbox.json:4 AWS_PROFILE']],
    ['devbox run --pure python x.py', ['wrapper-drops devbox']],
    ['conda run -p c python x.py', ['wrapper-sets ./c/conda-meta/state:3 AWS_PROFILE']],
    ['mamba run --prefix=e python x.py', ['wrapper-sets ./e/etc/conda/activate.d/x.sh:2 AWS_PROFILE']],
    ['conda run -n lab python x.py', ['wrapper-sets ~/.conda/envs/lab/conda-meta/state:1 AWS_PROFILE']],
    ['conda run -p d make', ['wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID']],
  ])('causes a warning: %s', (command, expected) => {
    expect(found(command, { ...tree, Makefile: 'include .env\nexport\nall:\n' })).toEqual(expected)
  })

  it.each([
    '{ cmd = "python x.py", env = { AWS_PROFILE = "work" } }',
    '{ env = { A = "}", AWS_PROFILE = "work" }, cmd = "python x.py" } # {',
    `{ a = { b = { c = "\\"}" }, d = {} }, env = { 'AWS_PROFILE' = 'work' } }`,
    '{ env . AWS_PROFILE = "work" }',
    '{ cmd = ["python", "x.py"], env={AWS_PROFILE="work"} }',
    '{ cmd = [\n  "python",\n  "x.py",\n], env = { AWS_PROFILE = "work" } }',
  ])('causes a warning in a table inside a table: %s', (task) => {
    const set = ['wrapper-sets ./pixi.toml:2 AWS_PROFILE']
    expect(found('pixi run train', { 'pixi.toml': `[tasks]\ntrain = ${task}\nother = "x"\n` })).toEqual(set)
    expect(found('pixi run train', { 'pixi.toml': `[tasks]\nother = ${task}\ntrain = "x"\n` })).toEqual([])
    const tasks = `[tool.pixi]\ntasks = { other = { env = { AWS_PROFILE = "x" } }, train = ${task} }\n`
    expect(found('pixi run train', { 'pyproject.toml': tasks })).toEqual([
      'wrapper-sets ./pyproject.toml:2 AWS_PROFILE',
    ])
  })

  it('causes none with such a table that is another one', () => {
    const task = '{ cmd = "python x.py", inputs = { env = { AWS_PROFILE = "work" } }, AWS_PROFILE = "work" }'
    expect(found('pixi run train', { 'pixi.toml': `[tasks]\ntrain = ${task}\n` })).toEqual([])
  })

  it.each([
    'hatch build',
    'pixi install',
    'devbox add jq',
    'conda install numpy',
    'conda run -p d python x.py',
    'conda run -n other python x.py',
    'poetry run python x.py',
    'nox',
  ])('causes none: %s', (command) => expect(found(command, tree)).toEqual([]))

  it('reads the environment that is active', () => {
    const { found: warnings } = inspect(['conda', 'run', 'python'], { tree, env: { CONDA_PREFIX: 'c' } })
    expect(warnings).toEqual(['wrapper-sets ./c/conda-meta/state:3 AWS_PROFILE'])
  })

  it.each([
    ['[tool.poetry.requires-plugins]\npoetry-plugin-dotenv = ">=2"\n', './.env:2 AWS_ACCESS_KEY_ID'],
    ['[tool.dotenv]\nlocation = "x.env"\n', './x.env:1 AWS_SESSION_TOKEN'],
  ])('is poetry with a plugin that reads .env: %j', (toml, expected) => {
    const files = { ...tree, 'pyproject.toml': toml }
    expect(found('poetry run python x.py', files)).toEqual([`wrapper-sets ${expected}`])
    expect(found('poetry install', files)).toEqual([])
    expect(found('poetry run python x.py', files, { env: { POETRY_DONT_LOAD_DOTENV: '1' } })).toEqual([])
  })

  it('may have devbox read a file and run a script', () => {
    const file = (text: string) => ({ ...tree, 'devbox.json': text })
    expect(found('devbox run x', file('{"env_from": ".env"}'))).toEqual(['wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'])
    expect(found('devbox run x', file('{"shell": {"scripts": {"x": ["tox"]}}}'))).toEqual([
      'wrapper-drops ./devbox.json:1 ',
    ])
    expect(found('devbox run x', file('{"env": {"AWS_ACCESS_KEY_ID": "projectid"}}'))).toEqual([])
  })
})

describe('a file of JSON', () => {
  it.each([
    ...['', 'no JSON', 'null', '[]', '"text"', '1', '[null]'],
    ...['null', '[]', '"text"', '1', '[null]', '{"x": null}', '{"x": {}}', '{"scripts": null, "init_hook": {}}'].map(
      (value) =>
        `{"env": ${value}, "env_from": ${value}, "shell": ${value}, "scripts": ${value}, "env_vars": ${value}}`,
    ),
    ...['null', '[]', '"text"', '{"x": [null, {}]}'].map((value) => `{"shell": {"scripts": ${value}}}`),
  ])('can have anything in any place: %s', (text) => {
    const tree = { 'devbox.json': text, 'package.json': text, 'c/conda-meta/state': text }
    expect(found('devbox run x', tree)).toEqual([])
    expect(found('npm run x', tree)).toEqual([])
    expect(found('npm run constructor', tree)).toEqual([])
    expect(found('conda run -p c python x.py', tree)).toEqual([])
  })
})

describe('a manager of processes', () => {
  const tree = { '.env': `${WORK}AWS_SESSION_TOKEN=stale\n`, 'x.env': 'AWS_PROFILE=work\n' }
  it.each([
    ['nf start', './.env:2 AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    ['nf run -e x.env python x.py', './x.env:1 AWS_PROFILE'],
    ['overmind start', './.env:2 AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN'],
    // These two do not replace a variable.
    ['hivemind', './.env:3 AWS_SESSION_TOKEN'],
    ['goreman start', './.env:3 AWS_SESSION_TOKEN'],
    ['goreman -env x.env start', './x.env:1 AWS_PROFILE'],
    ['env-cmd -f x.env python x.py', './x.env:1 AWS_PROFILE'],
  ])('causes a warning: %s', (command, expected) => expect(found(command, tree)).toEqual([`wrapper-sets ${expected}`]))

  it('reads other files of overmind, and no .env if it is told so', () => {
    const env = { OVERMIND_SKIP_ENV: '1' }
    expect(found('overmind start', tree, { env })).toEqual([])
    expect(found('overmind start', { ...tree, '.overmind.env': WORK }, { env })).toEqual([
      'wrapper-sets ./.overmind.env:2 AWS_ACCESS_KEY_ID',
    ])
    expect(found('overmind start', tree, { env: { ...env, OVERMIND_ENV: 'x.env' } })).toEqual([
      'wrapper-sets ./x.env:1 AWS_PROFILE',
    ])
  })

  it.each(['env-cmd -e production python x.py', 'nf -e none run python x.py'])('causes none: %s', (command) =>
    expect(found(command, tree)).toEqual([]),
  )
})

describe('a program that signs in to AWS', () => {
  it.each([
    'aws-vault exec work -- python x.py',
    'aws-vault --debug exec work python x.py',
    'saml2aws exec -- python x.py',
    'aws-sso exec -p work python x.py',
    'assume work --exec -- python x.py',
  ])('causes a warning: %s', (command) => {
    const expected = [`wrapper-account ${command.split(' ')[0]}`]
    expect(found(command)).toEqual(expected)
    expect(found(command, {}, { files: [PROFILE] })).toEqual(expected)
    expect(found(command, {}, { files: [] })).toEqual([])
    expect(found(command, {}, { options: ['--keep-aws'] })).toEqual([])
  })

  it('is found in a script', () => {
    expect(found('bash x.sh', { 'x.sh': 'aws-vault exec work -- aws s3 ls\n' })).toEqual([])
    expect(found('bash x.sh', { 'x.sh': 'aws-vault exec work -- python x.py\n' })).toEqual([
      'wrapper-account aws-vault',
    ])
  })

  it.each([
    'aws-vault list',
    'aws-vault exec work --json',
    'aws-vault exec work -- with-mlflow-env python x.py',
    'saml2aws login',
    'assume work',
    'chamber exec service -- python x.py',
    'doppler run -- python x.py',
    'op run -- python x.py',
  ])('causes none: %s', (command) => expect(found(command)).toEqual([]))

  it.each(['aws-vault exec work -- make', 'chamber exec service -- make', 'doppler run -- make', 'op run -- make'])(
    'hides nothing behind it: %s',
    (command) => {
      const tree = { Makefile: 'include .env\nexport\nall:\n', '.env': WORK }
      expect(found(command, tree)).toContain('wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID')
    },
  )
})
