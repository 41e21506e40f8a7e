import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GLOBAL, PROFILE, PROJECT } from '../rig/configure-values.ts'
import { CHILD_KEYS, inspect, inspectIn, makeFolder } from '../rig/wrappers.ts'

const WORK = 'export AWS_ACCESS_KEY_ID=workid\n'

describe('a start-up file that BASH_ENV names', () => {
  it.each([
    ['export NAME=value', 'export AWS_PROFILE=work\n', 'AWS_PROFILE'],
    ['several names', 'export AWS_PROFILE=work AWS_REGION="eu-west-1" LANG=C\n', 'AWS_PROFILE AWS_REGION'],
    ['an assignment and a later export', 'AWS_PROFILE=work\nexport AWS_PROFILE\n', 'AWS_PROFILE'],
    ['an assignment to a variable that is exported already', 'AWS_ACCESS_KEY_ID=workid\n', 'AWS_ACCESS_KEY_ID'],
    ['declare -x', 'declare -x AWS_PROFILE=work\n', 'AWS_PROFILE'],
    ['typeset -gx', 'typeset -gx AWS_PROFILE=work\n', 'AWS_PROFILE'],
    ['set -a', 'set -a\nAWS_PROFILE=work\nset +a\n', 'AWS_PROFILE'],
    ['set -o allexport', 'set -o allexport; AWS_PROFILE=work; set +o allexport\n', 'AWS_PROFILE'],
    ['a value that only the shell knows', 'export AWS_SESSION_TOKEN="$(cat token)"\n', 'AWS_SESSION_TOKEN'],
    ['a condition', 'if [ -n "$HOME" ]; then\n  export AWS_PROFILE=work\nfi\n', 'AWS_PROFILE'],
    ['a list', '[ -d / ] && export AWS_PROFILE=work\n', 'AWS_PROFILE'],
    ['a function that is called', 'work() {\n  export AWS_PROFILE=work\n}\nwork\n', 'AWS_PROFILE'],
    ['a default', ': "${AWS_PROFILE:=work}"\nexport AWS_PROFILE\n', 'AWS_PROFILE'],
    ['unset', 'unset AWS_ACCESS_KEY_ID AWS_NOTHING\n', 'AWS_ACCESS_KEY_ID'],
    ['an endpoint', 'export AWS_ENDPOINT_URL=http://work\n', 'AWS_ENDPOINT_URL'],
    ['continued lines', 'export \\\n  AWS_PROFILE=work\n', 'AWS_PROFILE'],
    ['the sourcing of another file', '. ./other.sh\n', 'AWS_ACCESS_KEY_ID'],
    ['the sourcing of a file next to it', 'source "$(dirname "${BASH_SOURCE[0]}")/other.sh"\n', 'AWS_ACCESS_KEY_ID'],
    ['export $(cat FILE | xargs)', "export $(grep -v '^#' .env | xargs)\n", 'AWS_ACCESS_KEY_ID'],
    ['export $(…) of a file with any name', 'export $(grep -v ^# "$HOME/settings" | xargs -0)\n', 'AWS_ACCESS_KEY_ID'],
    ['export $(<FILE)', 'export $(<.env)\n', 'AWS_ACCESS_KEY_ID'],
    ['a loop over files', 'for x in ./parts/*.sh; do\n  [ -r "$x" ] && . "$x"\ndone\n', 'AWS_ACCESS_KEY_ID'],
    ['a loop over a list of files', 'for x in a.sh other.sh; do source ./$x; done\n', 'AWS_ACCESS_KEY_ID'],
    ['a loop over names in a folder', 'for x in 0 1; do . "./parts/$x.sh"; done\n', 'AWS_ACCESS_KEY_ID'],
    ['eval of a file', 'eval "$(cat other.sh)"\n', 'AWS_ACCESS_KEY_ID'],
    ['eval of an edited file', 'eval "$(sed \'s/^/export /\' .env)"\n', 'AWS_ACCESS_KEY_ID'],
    ['eval of text', "eval 'export AWS_PROFILE=work'\n", 'AWS_PROFILE'],
    [
      'eval of a program that prints keys',
      'eval "$(aws configure export-credentials --format env)"\n',
      'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
    ],
    ['a loop over lines', 'while IFS= read -r l; do export "$l"; done <.env\n', 'AWS_ACCESS_KEY_ID'],
    [
      'a loop over names and values',
      'while IFS="=" read -r k v; do\n  export "$k=$v"\ndone < <(grep -v "^#" .env)\n',
      'AWS_ACCESS_KEY_ID',
    ],
    ['a loop over words', 'for i in $(cat .env); do export "${i?}"; done\n', 'AWS_ACCESS_KEY_ID'],
    ['the sourcing of a command’s output', "source <(sed 's/^/export /' .env)\n", 'AWS_ACCESS_KEY_ID'],
    ['the sourcing of a command’s output with set -a', 'set -a; . <(grep = .env); set +a\n', 'AWS_ACCESS_KEY_ID'],
    ['the sourcing of its input', 'set -a\n. /dev/stdin <<<"$(cat .env)"\n', 'AWS_ACCESS_KEY_ID'],
    ['an array of lines', 'mapfile -t lines <.env\nexport "${lines[@]}"\n', 'AWS_ACCESS_KEY_ID'],
    ['an array of some lines', 'readarray -t l < <(grep -v ^# .env)\nexport "${l[@]}"\n', 'AWS_ACCESS_KEY_ID'],
    ['a loop over an array', 'mapfile -t a <.env\nfor x in "${a[@]}"; do export "$x"; done\n', 'AWS_ACCESS_KEY_ID'],
    ['an array by read', "IFS=$'\\n' read -r -d '' -a a <.env\nexport \"${a[@]}\"\n", 'AWS_ACCESS_KEY_ID'],
    ['a loop over files in several folders', 'for x in ./p*/?.sh; do . "$x"; done\n', 'AWS_ACCESS_KEY_ID'],
    ['a loop over a file in each folder', 'for x in */1.sh; do . "$x"; done\n', 'AWS_ACCESS_KEY_ID'],
    ['printf -v', 'printf -v AWS_PROFILE %s work\nexport AWS_PROFILE\n', 'AWS_PROFILE'],
    ['read', 'read -r AWS_PROFILE <name\nexport AWS_PROFILE\n', 'AWS_PROFILE'],
  ])('is kept from the command if it has %s', (_, text, names) => {
    const env = 'AWS_ACCESS_KEY_ID=workid\n'
    const tree = { 'f.sh': text, 'other.sh': WORK, '.env': env, '~/settings': env, 'parts/1.sh': WORK }
    const { found, child } = inspect(['./train.sh'], { tree, env: { BASH_ENV: './f.sh' } })
    expect(found).toEqual([expect.stringMatching(new RegExp(`^startup-file-sets [.~]/[\\w./]+:\\d+ ${names}$`))])
    expect(child('BASH_ENV')).toBeUndefined()
  })

  it.each([
    [
      'functions of Lmod',
      'module() {\n  eval "$($LMOD_CMD bash "$@")"\n}\nexport LMOD_CMD=/opt/lmod\nexport -f module\n',
    ],
    [
      'hooks of conda, nvm and others',
      'eval "$(conda shell.bash hook)"\neval "$__conda_setup"\n[ -s "$NVM_DIR/nvm.sh" ] && . "$NVM_DIR/nvm.sh"\neval "$(direnv hook bash)"\n',
    ],
    [
      'loops over other things',
      'for x in /nowhere/*.sh; do . "$x"; done\nfor i in 1 2; do export N$i=1; done\nwhile read -r l; do export "$l"; done <names\n',
    ],
    [
      'arrays of other things',
      'mapfile -t a <names\nexport "${a[@]}"\nmapfile -t b < <(ls)\nexport "${b[@]}"\nmapfile -t <.env\nread -ra c <.env\n',
    ],
    ['files in other folders', 'for x in */nothing.sh no/*/1.sh; do . "$x"; done\n'],
    ['files that print the project’s own', 'export $(grep -v ^# mine | xargs)\neval "$(cat mine)"\n'],
    [
      'a variable that is printed or read',
      'printf -v line %s x\nread -r AWS_NOTHING <names\nprintf "AWS_PROFILE=%s" work >/dev/null\n',
    ],
    ['a function that nothing calls', 'work() {\n  export AWS_PROFILE=work\n}\n'],
    ['a function on one line', 'function work { export AWS_PROFILE=work; }\nwork2() { export AWS_PROFILE=w; }\n'],
    ['settings of the CLI only', 'export AWS_PAGER="" AWS_DEFAULT_OUTPUT=json\n'],
    ['the project’s own values', 'export AWS_ACCESS_KEY_ID=projectid; export AWS_SECRET_ACCESS_KEY="projectsecret"\n'],
    ['a default for a variable that is set', 'export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-workid}\n'],
    ['transport', 'export HTTPS_PROXY=http://proxy:3128 AWS_CA_BUNDLE=/etc/ca.pem\n'],
    ['a variable that stays in the shell', 'AWS_PROFILE=work\n'],
    ['a variable for one program', 'AWS_PROFILE=work aws s3 ls >/dev/null\n'],
    ['a subshell', '(export AWS_PROFILE=work; aws s3 ls)\n'],
    ['a comment', '# export AWS_PROFILE=work\n'],
    ['a quoted text', 'alias work=\'export AWS_PROFILE=work\'\necho "\nexport AWS_PROFILE=work\n"\n'],
    ['a here-document', "cat <<'EOF' >/dev/null\nexport AWS_PROFILE=work\nEOF\n"],
    ['lines for interactive shells', 'case $- in\n  *i*) ;;\n  *) return;;\nesac\nexport AWS_PROFILE=work\n'],
    ['lines behind a test of PS1', '[ -z "$PS1" ] && return\nexport AWS_PROFILE=work\n'],
    ['itself', '. ./f.sh\n'],
    ['broken quotes', 'echo "\nexport $(\n'],
    ['nothing', ''],
  ])('stays, in silence, if it has %s', (_, text) => {
    const { found, child } = inspect(['./train.sh'], {
      tree: { 'f.sh': text, names: 'A=1\n', mine: '# mine\nAWS_ACCESS_KEY_ID=projectid\n' },
      env: { BASH_ENV: './f.sh' },
    })
    expect(found).toEqual([])
    expect(child('BASH_ENV')).toBe('./f.sh')
  })

  it.each(['$HOME/f.sh', '~/f.sh', '${HOME}/f.sh', '$(echo ~/f.sh)', '`ls $HOME/f.sh`'])('is found by %s', (value) => {
    expect(inspect(['true'], { tree: { '~/f.sh': WORK }, env: { BASH_ENV: value } }).found).toEqual([
      'startup-file-sets ~/f.sh:1 AWS_ACCESS_KEY_ID',
    ])
  })

  it('is kept from the command with a project’s profile', () => {
    const { child } = inspect(['true'], { files: [PROFILE], tree: { f: WORK }, env: { BASH_ENV: 'f' } })
    expect(child('BASH_ENV')).toBeUndefined()
  })

  it('causes only a warning with the shell’s keys, and nothing if it has the same', () => {
    const run = (text: string) => inspect(['true'], { files: [], tree: { f: text }, env: { ...GLOBAL, BASH_ENV: 'f' } })
    expect(run(WORK).found).toEqual(['startup-file-sets ./f:1 AWS_ACCESS_KEY_ID'])
    expect(run(WORK).child('BASH_ENV')).toBe('f')
    expect(run('export AWS_ACCESS_KEY_ID=shellid\n').found).toEqual([])
  })

  it('causes nothing with --keep-aws', () => {
    const situation = { options: ['--keep-aws'], env: { ...GLOBAL, BASH_ENV: 'f' } }
    expect(inspect(['true'], { ...situation, tree: { f: WORK } }).found).toEqual([])
  })

  it('may be missing, a folder, a FIFO, a circle of links, or 10 MB long', () => {
    const place = makeFolder({ 'folder/x': '', big: `${'echo "x" # y\n'.repeat(800_000)}${WORK}` })
    symlinkSync('circle', join(place.cwd, 'circle'))
    spawnSync('mkfifo', [join(place.cwd, 'fifo')])
    for (const BASH_ENV of ['missing', 'folder', 'fifo', 'circle', 'big', 'prod', '$(x)']) {
      expect(inspectIn(place, ['true'], { env: { BASH_ENV } }).found).toEqual([])
    }
  })
})

describe('a start-up file that ENV names', () => {
  it('is kept from the command', () => {
    const { found, child } = inspect(['sh', '-i'], { tree: { f: WORK }, env: { ENV: './f' } })
    expect(found).toEqual(['startup-file-sets ./f:1 AWS_ACCESS_KEY_ID'])
    expect(child('ENV')).toBeUndefined()
  })

  it('does not mean the name of an environment', () => {
    expect(inspect(['sh'], { env: { ENV: 'production' } }).child('ENV')).toBe('production')
  })
})

describe('a shell', () => {
  const tree = {
    '~/.zshenv': 'export AWS_PROFILE=zshenv\n',
    '~/.zshrc': 'export AWS_PROFILE=zshrc\n',
    '~/.bashrc': 'export AWS_PROFILE=bashrc\n',
    '~/.profile': '\nexport AWS_PROFILE=profile\n',
    '~/.config/fish/config.fish': 'function work\n  set -gx AWS_PROFILE x\nend\nset -gx AWS_PROFILE work\n',
    '~/.cshrc': 'setenv AWS_PROFILE work\n',
    '~/zdot/.zshenv': '',
    'script.zsh': '#!/bin/zsh\necho\n',
  }
  it.each([
    ['zsh -c true', '~/.zshenv:1'],
    ['zsh train.zsh', '~/.zshenv:1'],
    ['./script.zsh', '~/.zshenv:1'],
    ['nice -n 5 zsh -c true', '~/.zshenv:1'],
    ['bash -lc true', '~/.profile:2'],
    ['bash -i script', '~/.bashrc:1'],
    ['sh -l -c true', '~/.profile:2'],
    ['fish -c true', '~/.config/fish/config.fish:4'],
    ['tcsh -c true', '~/.cshrc:1'],
  ])('reads its files: %s', (command, place) => {
    expect(inspect(command.split(' '), { tree }).found).toEqual([`startup-file-sets ${place} AWS_PROFILE`])
  })

  it.each(['bash -c true', 'sh -c true', 'zsh -f -c true', 'fish --no-config -c true', 'csh -fc true', 'bash script'])(
    'does not read them: %s',
    (command) => {
      expect(inspect(command.split(' '), { tree }).found).toEqual([])
    },
  )

  it('reads the .zshenv of ZDOTDIR instead', () => {
    expect(inspect(['zsh', '-c', 'true'], { tree, env: { ZDOTDIR: '/nowhere' } }).found).toEqual([])
  })

  it('gets back a universal variable of fish that the launcher removes', () => {
    const universal = {
      '~/.config/fish/fish_variables': '# x\nSETUVAR --export AWS_PROFILE:work\nSETUVAR --export AWS_ACCESS_KEY_ID:x\n',
    }
    expect(inspect(['fish', '-c', 'true'], { tree: universal }).found).toEqual([
      'startup-file-sets ~/.config/fish/fish_variables:2 AWS_PROFILE',
    ])
  })

  it.each([
    ['bash train.sh', 'cd src\nset -a\nsource .env\n', 'wrapper-sets ./.env:1 AWS_ACCESS_KEY_ID'],
    ['./train.sh', '#!/bin/sh\nexport AWS_PROFILE=work\n', 'wrapper-sets ./train.sh:2 AWS_PROFILE'],
    ['sh -e train.sh', 'AWS_PROFILE=work aws s3 ls\npython train.py\n', null],
  ])('runs a script: %s, %j', (command, text, expected) => {
    const found = inspect(command.split(' '), {
      tree: { 'train.sh': text, '.env': 'AWS_ACCESS_KEY_ID=workid\n' },
    }).found
    expect(found).toEqual(expected === null ? [] : [expected])
  })

  it('sources a file in its command', () => {
    const files = {
      tree: {
        '.env': `A=1\n${Object.entries(CHILD_KEYS)
          .map(([name]) => `${name}=x\n`)
          .join('')}`,
      },
    }
    expect(inspect(['bash', '-c', 'set -a; . ./.env; python train.py'], { ...files, files: [PROJECT] }).found).toEqual([
      'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY',
    ])
  })
})
