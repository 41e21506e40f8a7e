import { describe, expect, it } from 'vitest'
import { PROFILE } from '../rig/configure-values.ts'
import { found, MINE, WORK } from '../rig/wrappers.ts'

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
    ['A=1\n', ['wrapper-drops docker']],
    [WORK, ['wrapper-sets ./x.env:2 AWS_ACCESS_KEY_ID']],
    ['AWS_ACCESS_KEY_ID\nAWS_SECRET_ACCESS_KEY\n', []],
    [MINE, []],
  ])('is docker with a file of variables: %j', (text, expected) => {
    expect(found('docker run --env-file x.env image', { 'x.env': text })).toEqual(expected)
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

  it.each([
    ['#SBATCH --export=NONE\n', ['wrapper-drops sbatch']],
    ['#SBATCH --export=ALL\n', []],
  ])('is sbatch with a script that says so: %j', (line, expected) => {
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
