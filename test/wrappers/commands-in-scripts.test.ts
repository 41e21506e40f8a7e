import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspect, inspectIn, makeFolder, WORK } from '../rig/wrappers.ts'

const tree = {
  '.env': WORK,
  'mine.env': 'AWS_ACCESS_KEY_ID=projectid\n',
  'sub/Makefile': 'include ../.env\nexport\nall:\n\tpython x.py\n',
  'sub/tox.ini': '[testenv]\npass_env = AWS_*\n',
}

const found = (text: string) =>
  inspect(['bash', 'train.sh'], { tree: { ...tree, 'train.sh': `#!/bin/bash\n${text}\n` } }).found

describe('a command in a script', () => {
  it.each([
    ['tox', 'wrapper-drops ./train.sh:2 '],
    ['set -e\nuv run tox -e py311', 'wrapper-drops ./train.sh:3 '],
    ['tox -e a\ntox -e b', 'wrapper-drops ./train.sh:2 '],
    ['sudo -u ml python train.py', 'wrapper-drops ./train.sh:2 '],
    ['sudo python3 /src/with-mlflow-env-demo/train.py', 'wrapper-drops ./train.sh:2 '],
    ['sudo python3 train.py --tag=with-mlflow-env-1', 'wrapper-drops ./train.sh:2 '],
    ['sudo sh -c "python train.py"', 'wrapper-drops ./train.sh:2 '],
    ['docker run image python train.py', 'wrapper-drops ./train.sh:2 '],
    ['podman exec box mlflow ui', 'wrapper-drops ./train.sh:2 '],
    ['env -i python train.py', 'wrapper-drops ./train.sh:2 '],
    ['dotenv run python train.py', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['make -C sub', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['cd sub && make all', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['bash -c "cd sub; make"', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ["env $(grep -v '^#' .env | xargs) python train.py", 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['env $(cat .env) AWS_PAGER= uv run python train.py', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['PY=$(which python)\nAWS_PROFILE=work $PY train.py', 'wrapper-sets ./train.sh:3 AWS_PROFILE'],
    ['AWS_PROFILE=work conda run -n ml python train.py', 'wrapper-sets ./train.sh:2 AWS_PROFILE'],
    ['AWS_PROFILE=work env -u AWS_PAGER stdbuf -o L python x.py', 'wrapper-sets ./train.sh:2 AWS_PROFILE'],
    ['env AWS_PROFILE=work srun -n 4 python train.py', 'wrapper-sets ./train.sh:2 AWS_PROFILE'],
    ['cross-env A=1 make -C sub', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['AWS_PROFILE=work timeout $LIMIT python train.py', 'wrapper-sets ./train.sh:2 AWS_PROFILE'],
  ])('causes a warning: %s', (text, expected) => expect(found(text)).toEqual([expected]))

  it.each([
    'sudo apt-get install -y jq',
    'sudo make install',
    'sudo bash install.sh',
    'docker run -d --rm postgres',
    'docker compose run db psql',
    'ssh host uptime',
    'sudo with-mlflow-env python train.py',
    'sudo node /opt/bin/with-mlflow-env.js python train.py',
    'with-mlflow-env tox',
    'cd sub && tox',
    'echo tox',
    'dotenv -f mine.env run python train.py',
    'env $(cat mine.env) python train.py',
    'env $(cat .env) aws s3 ls',
    'env $(cat names) python train.py',
    'AWS_PROFILE=work uv python install 3.12',
    'AWS_PROFILE=work uv pip install $PACKAGE',
    'AWS_PROFILE=work conda run -n python aws s3 ls',
  ])('causes none: %s', (text) => expect(found(text)).toEqual([]))

  it.each([
    'sudo with-mlflow-env python train.py',
    "docker run image sh -c 'cd x;with-mlflow-env python x.py'",
    "docker run image sh -c 'with-mlflow-env python train.py'",
  ])('needs no environment if it is a launcher: %s', (command) =>
    expect(inspect(command.split(' '), { tree }).found).toEqual([]),
  )

  it.each([
    ['just', 'all: t\nt:\n    @AWS_PROFILE=work python x.py\n', 'wrapper-sets ./justfile:3 AWS_PROFILE'],
    ['just t', 'all:\n\tpytest\nt a b="1":\n\ttox {{a}}\n', 'wrapper-drops ./justfile:4 '],
    ['just t', 't:\n  export AWS_PROFILE=work; python x.py\n', 'wrapper-sets ./justfile:2 AWS_PROFILE'],
    ['just m', 'm:\n  make -C sub\n', 'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'],
    ['just', 'x := "a"\n# c\nall:\n  pytest\nt:\n  tox\n', null],
    ['just t', 't:\n  AWS_PROFILE=work aws s3 ls\n  cd sub && tox\n', null],
  ])('is found in a recipe of just, if that runs: %s, %j', (command, justfile, expected) => {
    const files = { ...tree, justfile }
    expect(inspect(command.split(' '), { tree: files }).found).toEqual(expected === null ? [] : [expected])
  })

  it('is found behind scripts and makefiles that call each other', () => {
    const files = {
      'train.sh': '#!/bin/bash\nbash a.sh\n',
      'a.sh': 'make\n',
      Makefile: 'all:\n\tsh -c "./b.sh"\n',
      'b.sh': '#!/bin/sh\nenv A=1 ./c.sh\n',
      'c.sh': '#!/bin/sh\nuv run tox\n',
    }
    expect(inspect(['bash', 'train.sh'], { tree: files }).found).toEqual(['wrapper-drops ./c.sh:2 '])
  })

  it('reads files from the directory of package.json, which is above', () => {
    const above = { 'package.json': '{"scripts": {"t": "env $(cat x.env) python x.py"}}', 'x.env': WORK }
    const { cwd, home } = makeFolder({ ...above, 'sub/x': '' })
    const { inspected } = inspectIn({ cwd: join(cwd, 'sub'), home }, ['npm', 'run', 't'], {})
    expect(inspected.warnings).toMatchObject([{ code: 'wrapper-sets', data: { names: ['AWS_ACCESS_KEY_ID'] } }])
  })

  it('is found in a recipe and in a script of package.json', () => {
    const files = {
      ...tree,
      Makefile: 'all:\n\t@tox\n',
      'package.json': '{\n  "scripts": {\n    "t": "tox",\n    "m": "make -C sub"\n  }\n}\n',
    }
    const run = (command: string) => inspect(command.split(' '), { tree: files }).found
    expect(run('make')).toEqual(['wrapper-drops ./Makefile:2 '])
    expect(run('npm run t')).toEqual(['wrapper-drops ./package.json:3 '])
    expect(run('yarn m')).toEqual(['wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'])
    expect(run('pnpm run m')).toEqual(['wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID'])
  })
})
