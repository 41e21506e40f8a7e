import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NAMES_WITH_OPTION, needsInspection, PROGRAM_NAMES } from '../../src/wrappers/gate.ts'
import { PROGRAMS } from '../../src/wrappers/programs/index.ts'
import { PROFILE } from '../rig/configure-values.ts'
import { inspect, makeFolder, type Situation } from '../rig/wrappers.ts'

const WORK = '# work\nAWS_ACCESS_KEY_ID=workid\n'
const STALE = 'AWS_SESSION_TOKEN=stale\n'
const MINE = 'AWS_ACCESS_KEY_ID=projectid\nAWS_PAGER=\nOTHER=x\n'
const ALL = 'include .env\nexport\ntrain:\n\tpython train.py\n'

const found = (command: string, tree: Situation['tree'] = {}, situation: Situation = {}) =>
  inspect(command.split(' '), { ...situation, tree }).found

/** Runs with a folder in which a server of tmux seems to listen. */
async function withTmux<Result>(run: (folder: string) => Result): Promise<Result> {
  const { cwd } = makeFolder({ [`tmux-${process.getuid?.()}/x`]: '' })
  const server = createServer().listen(join(cwd, `tmux-${process.getuid?.()}`, 'default'))
  await once(server, 'listening')
  try {
    return run(cwd)
  } finally {
    server.close()
  }
}

describe('the list of names in gate.ts', () => {
  it('is that of the programs', () => {
    const names = PROGRAMS.flatMap((program) => program.names)
    expect([...new Set(names)].sort()).toEqual([...new Set([...PROGRAM_NAMES, ...NAMES_WITH_OPTION])].sort())
  })

  it.each([
    'make train',
    '/usr/bin/make',
    'nice -n 5 uv run make',
    './train.sh',
    'node --env-file=.env x.js',
    'env -i true',
  ])('asks for an inspection of %s', (command) => expect(needsInspection(command.split(' '), {})).toBe(true))

  it.each(['python train.py', 'uv run python train.py', 'jupyter lab', './train', 'node train.js', 'env A=1 true'])(
    'asks for none of %s',
    (command) => expect(needsInspection(command.split(' '), {})).toBe(false),
  )

  it.each([
    ['BASH_ENV', true],
    ['ENV', true],
    ['UV_ENV_FILE', true],
    ['BASH_FUNC_python%%', true],
    ['BASH_FUNC_mlflow()', true],
    ['BASH_FUNC_uv%%', true],
    ['BASH_FUNC_module%%', false],
    ['BASH_FUNC_which%%', false],
    ['PYTHONPATH', false],
  ])('asks for one of every command if %s is set: %s', (variable, isAsked) => {
    expect(needsInspection(['dvc', 'repro'], { PATH: '/bin', [variable]: 'x' })).toBe(isAsked)
  })
})

describe('make', () => {
  it.each([
    ['includes the file and exports', 'make train', ALL, './.env:2 AWS_ACCESS_KEY_ID'],
    ['includes it if it is there', 'gmake', '-include $(wildcard .env)\nall:\n', './.env:2 AWS_ACCESS_KEY_ID'],
    [
      'includes it by a variable',
      'make',
      'ENV_FILE ?= .env\ninclude $(ENV_FILE)\nall:\n',
      './.env:2 AWS_ACCESS_KEY_ID',
    ],
    [
      'includes it in a condition',
      'make',
      'ifneq (,$(wildcard ./.env))\n  include .env\n  export\nendif\n',
      './.env:2 AWS_ACCESS_KEY_ID',
    ],
    ['includes a file that does', 'make', 'include common.mk\n', './.env:2 AWS_ACCESS_KEY_ID'],
    ['exports a value of its own', 'make', 'export AWS_PROFILE = work\n', './Makefile:1 AWS_PROFILE'],
    ['exports a name later', 'make', 'AWS_PROFILE := work\nexport AWS_PROFILE\n', './Makefile:1 AWS_PROFILE'],
    [
      'exports names of a file',
      'make',
      'AWS_PROFILE=x\nexport $(shell sed "s/=.*//" .env)\n',
      './Makefile:1 AWS_PROFILE',
    ],
    ['has the name by ?=, and it is not set', 'make', 'export AWS_PROFILE ?= work\n', './Makefile:1 AWS_PROFILE'],
    [
      'exports for the target',
      'make deploy',
      'all:\ndeploy: export AWS_PROFILE = prod\ndeploy: build\n',
      './Makefile:2 AWS_PROFILE',
    ],
    [
      'sources the file in the recipe',
      'make',
      'all: one\none:\n\t@set -a; . ./.env; python x.py\n',
      './.env:2 AWS_ACCESS_KEY_ID',
    ],
    ['has a body', 'make', 'define AWS_PROFILE\nwork\nendef\nexport AWS_PROFILE\n', './Makefile:1 AWS_PROFILE'],
    ['evaluates a text', 'make', '$(eval export AWS_PROFILE=work)\nall:\n', './Makefile:1 AWS_PROFILE'],
    [
      'evaluates a body',
      'make',
      'define login\nexport AWS_PROFILE := work\nendef\nall:\n\t$(eval $(call login))\n',
      './Makefile:5 AWS_PROFILE',
    ],
    ['includes what matches a pattern', 'make', 'include parts/*.mk\nall:\n', './parts/a.mk:1 AWS_PROFILE'],
    ['includes all of a kind', 'make', 'include $(wildcard parts/*.mk)\nall:\n', './parts/a.mk:1 AWS_PROFILE'],
    ['includes a file by an argument', 'make F=.env', 'include $(F)\nall:\n', './.env:2 AWS_ACCESS_KEY_ID'],
    ['calls make for a folder', 'make', 'all:\n\t@$(MAKE) -C sub\n', './sub/Makefile:1 AWS_PROFILE'],
    ['calls make in a folder', 'make', 'all:\n\tcd sub && ${MAKE} x\n', './sub/Makefile:1 AWS_PROFILE'],
    ['is called with options in one word', 'make -skC sub', 'all:\n', './sub/Makefile:1 AWS_PROFILE'],
    ['runs a script', 'make', 'all:\n\t@./go.sh\n', './go.sh:2 AWS_PROFILE'],
    ['runs a script by a shell', 'make', 'all:\n\tbash -e go.sh\n', './go.sh:2 AWS_PROFILE'],
    [
      'names a profile for Python',
      'make',
      'PY ?= python3\nall:\n\tAWS_PROFILE=work $(PY) t.py\n',
      './Makefile:3 AWS_PROFILE',
    ],
    ['names a profile by env', 'make', 'all:\n\tenv AWS_PROFILE=work uv run t.py\n', './Makefile:2 AWS_PROFILE'],
    ['names a start-up file', 'make', 'export BASH_ENV = go.sh\nall:\n', './go.sh:2 AWS_PROFILE'],
    ['is behind other programs', 'env A=1 nice -n 5 make train', ALL, './.env:2 AWS_ACCESS_KEY_ID'],
    ['is behind a runner', 'uv run --no-sync make train', ALL, './.env:2 AWS_ACCESS_KEY_ID'],
    ['is in the command of a shell', 'bash -c make', ALL, './.env:2 AWS_ACCESS_KEY_ID'],
  ])('that %s causes a warning', (_, command, makefile, expected) => {
    const tree = {
      Makefile: makefile,
      '.env': WORK,
      'common.mk': 'include .env\nexport\n',
      'parts/a.mk': 'export AWS_PROFILE = work\n',
      'sub/Makefile': 'export AWS_PROFILE = work\nx:\n',
      'go.sh': '#!/bin/sh\nexport AWS_PROFILE=work\npython x.py\n',
    }
    expect(found(command, tree)).toEqual([`wrapper-sets ${expected}`])
  })

  it('reads the file that an option names, in the folder that an option names', () => {
    const tree = { 'sub/build.mk': ALL, 'sub/.env': WORK }
    expect(found('make -C sub -f build.mk', tree)).toEqual(['wrapper-sets ./sub/.env:2 AWS_ACCESS_KEY_ID'])
    expect(found('make', { GNUmakefile: 'all:\n', Makefile: ALL, '.env': WORK })).toEqual([])
  })

  it.each([
    ['does not include the file', 'make train', 'train:\n\tpython train.py\n'],
    ['includes it and exports nothing that is removed', 'make', 'include token.env\nall:\n'],
    ['lets the environment win', 'make -e', ALL],
    ['has defaults', 'make', 'AWS_ACCESS_KEY_ID ?= workid\nexport\n'],
    ['only passes names on', 'make', 'export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\n'],
    ['sets the name for another target', 'make train', 'train:\n\ndeploy: export AWS_PROFILE = prod\n'],
    [
      'sources the file in the recipe of another target',
      'make train',
      'train:\n\techo\ndeploy:\n\texport AWS_PROFILE=x; ./deploy\n',
    ],
    ['names a profile for one program', 'make', 'all:\n\tAWS_PROFILE=work aws s3 ls\n'],
    ['calls a launcher with a profile', 'make', 'all:\n\tAWS_PROFILE=work with-mlflow-env python t.py\n'],
    ['defines what it does not export', 'make', 'define AWS_PROFILE\nwork\nendef\nall:\n'],
    ['calls itself', 'make', 'all:\n\t$(MAKE) all\n'],
    ['includes nothing that matches', 'make', 'include nowhere/*.mk\n-include *.none\nall:\n'],
    ['only shows its version', 'make --version', ALL],
    ['includes itself', 'make', 'include Makefile\n'],
  ])('that %s causes none', (_, command, makefile) => {
    expect(found(command, { Makefile: makefile, '.env': WORK, 'token.env': STALE })).toEqual([])
  })

  it('may have a makefile of 10 MB', () => {
    const text = `a: b\n\techo $$x\nA = \\\n  x\n`.repeat(400_000)
    expect(found('make', { Makefile: `${ALL}${text}`, '.env': WORK })).toEqual([
      'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID',
    ])
  })
})

describe('a Python file that a wrapper runs, with another account next to it', () => {
  it.each([
    ['make t', 't:\n\tpython src/s.py\n'],
    ['make t', 'S = src\nt:\n\t@cd $(S) && uv run python s.py --x\n'],
    ['./go.sh', ''],
    ['bash go.sh', ''],
    ['sh -c make', 'all:\n\t./go.sh\n'],
  ])('is kept from its load_dotenv(): %s %j', (command, Makefile) => {
    const tree = { Makefile, 'go.sh': '#!/bin/sh\nset -e\npython3 src/s.py\n', 'src/s.py': '', 'src/.env': WORK }
    const { found: warnings, child } = inspect(command.split(' '), { tree })
    expect(warnings).toEqual([expect.stringMatching(/^dotenv-reintroduces \.\/src\/\.env:2/)])
    expect(child('PYTHON_DOTENV_DISABLED')).toBe('1')
  })

  it.each(['python src/s.py', 'cd src && python s.py', 'D=src; python "$D/s.py"'])(
    'is in the text of a shell: %s',
    (text) => {
      const { child } = inspect(['sh', '-c', text], { tree: { 'src/s.py': '', 'src/.env': WORK } })
      expect(child('PYTHON_DOTENV_DISABLED')).toBe('1')
    },
  )

  it.each([
    ['has the project’s own values there', 'python src/s.py', MINE],
    ['is only printed', 'cat src/s.py', WORK],
    ['is run by a launcher', 'with-mlflow-env python src/s.py', WORK],
    ['is elsewhere', 'python other.py', WORK],
  ])('is left alone if it %s', (_, text, env) => {
    const { found: warnings, child } = inspect(['sh', '-c', text], {
      tree: { 'src/s.py': '', 'other.py': '', 'src/.env': env },
    })
    expect(warnings).toEqual([])
    expect(child('PYTHON_DOTENV_DISABLED')).toBeUndefined()
  })
})

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
    const { found: warnings, child } = inspect(command.split(' '), { tree })
    expect(warnings).toEqual([expect.stringMatching(/^dotenv-reintroduces \.\/x\.env:2/)])
    expect(child('PYTHON_DOTENV_DISABLED')).toBe('1')
  })

  it('is left alone if load_dotenv() replaces nothing', () => {
    const { found: warnings, child } = inspect('uvicorn app:app --env-file work.env'.split(' '), { tree })
    expect(warnings).toEqual([])
    expect(child('PYTHON_DOTENV_DISABLED')).toBeUndefined()
  })
})

describe('a program that does not pass the environment on', () => {
  it.each([
    'tox',
    'tox run -e py311',
    'python -m tox',
    'uv run tox',
    'sudo python train.py',
    'sudo -u ml python train.py',
    'su - ml -c train',
    'env -i python train.py',
    'env -u AWS_PROFILE -i python train.py',
    'docker run --rm image python train.py',
    'docker compose run app',
    'podman exec box python train.py',
    'ssh host python train.py',
    'kubectl -n ml exec pod -- python train.py',
    'srun --export=NONE python train.py',
    'qsub train.sh',
    'bazel test //:all',
    'nix-shell --pure --run train',
    'systemd-run --user python train.py',
    'apptainer exec --cleanenv image.sif python train.py',
  ])('causes a warning: %s', (command) => {
    expect(found(command)).toEqual([expect.stringMatching(/^wrapper-drops \w/)])
  })

  it.each([
    ['tmux new -d python train.py', {}],
    ['tmux', {}],
    ['tmux -u split-window -h', {}],
    ['tmux neww', { TMUX: '/tmp/x,1,0' }],
    ['byobu new-session', {}],
    ['screen python train.py', { STY: '1.x' }],
    ['screen -S x -X screen python train.py', {}],
    ['zellij run -- python train.py', {}],
  ])('is a terminal whose server runs already: %s', async (command, env) => {
    expect(await withTmux((TMUX_TMPDIR) => found(command, {}, { env: { TMUX_TMPDIR, ...env } }))).toEqual([
      `wrapper-drops ${command.split(' ')[0]}`,
    ])
  })

  it.each([
    'tmux ls',
    'tmux attach',
    'tmux -V',
    'tmux -L other new',
    'tmux new -e AWS_PROFILE=x',
    'screen -d -m train',
    'zellij',
  ])('is not one that opens no window there: %s', async (command) => {
    expect(await withTmux((TMUX_TMPDIR) => found(command, {}, { env: { TMUX_TMPDIR } }))).toEqual([])
  })

  it('is not a terminal whose server the command starts', () => {
    expect(found('tmux new python train.py', {}, { env: { TMUX_TMPDIR: '/nowhere' } })).toEqual([])
  })

  it.each([
    'sudo apt update',
    'sudo -n /usr/bin/apt-get install -y jq',
    'sudo systemctl restart nginx',
    'sudo -u root chown -R me: data',
    'sudo mount /dev/sdb1 /mnt',
    'sudo docker ps',
    'doas apk add jq',
  ])('is not one that only looks after the system: %s', (command) => expect(found(command)).toEqual([]))

  it.each(['sudo docker run image', 'sudo bash train.sh', 'sudo -u ml mlflow ui', 'sudo make', 'podman run image'])(
    'is one that may need the settings: %s',
    (command) => expect(found(command)).toContainEqual(expect.stringMatching(/^wrapper-drops /)),
  )

  it.each([
    ['A=1\n', 'wrapper-drops docker'],
    [WORK, 'wrapper-sets ./x.env:2 AWS_ACCESS_KEY_ID'],
    ['AWS_ACCESS_KEY_ID\nAWS_SECRET_ACCESS_KEY\n', null],
    [MINE, null],
  ])('is docker with a file of variables: %j', (text, expected) => {
    expect(found('docker run --env-file x.env image', { 'x.env': text })).toEqual(expected ? [expected] : [])
  })

  it.each([
    'tox --version',
    'tox list',
    'sudo -E python train.py',
    'sudo --preserve-env=AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY python train.py',
    'sudo -l',
    'su ml -c train',
    'env A=1 python train.py',
    'env -u A python train.py',
    'docker ps',
    'docker build .',
    'docker run --env-file .env.docker image',
    'docker run -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY image',
    'docker compose up -d',
    'ssh -N -L 5000:localhost:5000 host',
    'ssh -o SendEnv=AWS_* host train',
    'kubectl get pods',
    'srun python train.py',
    'srun --export=ALL,A=1 python train.py',
    'qsub -V train.sh',
    'bazel run //:train',
    'nix-shell --run train',
    'systemd-run --scope python train.py',
    'nox',
    'python -m pytest',
  ])('causes none: %s', (command) => expect(found(command)).toEqual([]))

  it.each([
    ['tox.ini', '[testenv]\npass_env = AWS_*\n'],
    ['tox.ini', '[testenv]\npassenv =\n    HOME\n    AWS_*\n    MLFLOW_*\n'],
    ['tox.ini', '[testenv]\npass_env = *\n'],
    ['setup.cfg', '[tox:tox]\n[testenv]\npassenv = AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY\n'],
    ['pyproject.toml', '[tool.tox.env_run_base]\npass_env = ["AWS_*", "MLFLOW_*"]\n'],
    ['pyproject.toml', '[tool.tox]\nlegacy_tox_ini = """\n[testenv]\npass_env =\n  aws_*\n"""\n'],
    ['tox.toml', '[env_run_base]\npass_env = [\n  "AWS_*",\n]\n'],
  ])('is tox, unless its configuration says so: %s %j', (file, text) => {
    expect(found('tox', { [file]: text })).toEqual([])
  })

  it.each([
    ['[testenv]\npass_env = HOME\n    LANG\ncommands = echo AWS_*\n'],
    ['[testenv]\n# pass_env = AWS_*\n'],
    ['[testenv]\npass_env = MLFLOW_*\n'],
  ])('is tox with another configuration: %j', (text) => {
    expect(found('tox', { 'tox.ini': text })).toEqual(['wrapper-drops tox'])
  })

  it('needs a profile’s name only, if the project has one', () => {
    const setup = { files: [PROFILE] }
    expect(found('tox', { 'tox.ini': '[testenv]\npass_env = AWS_PROFILE\n' }, setup)).toEqual([])
    expect(found('tox', {}, setup)).toEqual(['wrapper-drops tox'])
  })

  it('causes none if the project has neither an account nor a server', () => {
    expect(found('tox', {}, { files: [] })).toEqual([])
    expect(found('tox', {}, { files: [{ MLFLOW_TRACKING_URI: 'http://mlflow.test' }] })).toEqual(['wrapper-drops tox'])
  })

  it.each(['#SBATCH --export=NONE\n', '#SBATCH --export=ALL\n'])('is sbatch with a script that says so: %j', (line) => {
    const expected = line.includes('NONE') ? ['wrapper-drops sbatch'] : []
    expect(found('sbatch train.sh', { 'train.sh': `#!/bin/sh\n${line}` })).toEqual(expected)
  })

  it('is sbatch with a script whose last word about it is no', () => {
    const script = '#!/bin/sh\n#SBATCH -N 1 --export=ALL\n#SBATCH --export=NONE\n'
    expect(found('sbatch train.sh', { 'train.sh': script })).toEqual(['wrapper-drops sbatch'])
  })

  it.each(['#PBS -V\n', '#$ -cwd -V\n', '#PBS -v AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY\n'])(
    'is not qsub with a script that passes it on: %j',
    (line) => expect(found('qsub train.sh', { 'train.sh': `#!/bin/sh\n${line}` })).toEqual([]),
  )

  it.each([
    ['docker compose run app', 'compose.yaml', '    environment:\n      - AWS_ACCESS_KEY_ID\n'],
    ['docker compose -f dev.yml run app', 'dev.yml', '    env_file: .env.app\n'],
    [
      'docker-compose run app',
      'docker-compose.yml',
      '    environment:\n      AWS_ACCESS_KEY_ID: ${AWS_ACCESS_KEY_ID}\n',
    ],
  ])('is not a service whose compose file passes variables on: %s', (command, file, text) => {
    expect(found(command, { [file]: `services:\n  app:\n${text}` })).toEqual([])
  })

  it('is a service whose compose file passes none of them on', () => {
    const text = 'services:\n  app:\n    image: python # AWS_PROFILE is not set\n'
    expect(found('docker compose run app', { 'compose.yaml': text })).toEqual(['wrapper-drops docker'])
  })
})
