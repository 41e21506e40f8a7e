import { describe, expect, it } from 'vitest'
import { inspect } from '../rig/wrappers.ts'

const WORK = 'AWS_ACCESS_KEY_ID=workid\n'
const tree = {
  'data.env': WORK,
  'mine.env': 'AWS_ACCESS_KEY_ID=projectid\n',
  'scripts/data.env': 'OTHER=1\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
  'bin/work.sh': 'set -a; . ./data.env; python who.py\n',
}
const WARNING = ['wrapper-sets ./data.env:1 AWS_ACCESS_KEY_ID']

const ofText = (text: string) => inspect(['bash', '-c', text], { tree }).found
const ofScript = (text: string, ...args: readonly string[]) =>
  inspect(['bash', 'scripts/go.sh', ...args], { tree: { ...tree, 'scripts/go.sh': text } }).found

describe('a command that gives a program a file by env', () => {
  it.each([
    'env $(cat data.env | xargs) python who.py',
    'env `cat data.env` python who.py',
    'env -S "$(cat data.env)" python who.py',
    'env -S"$(cat data.env)" python who.py',
    'env --split-string="$(cat data.env)" python who.py',
    'exec env $(grep -v "^#" data.env) python who.py',
    'cd scripts && env $(cat ../data.env) python who.py',
  ])('is found in the text of a shell and in a script: %s', (text) => {
    expect(ofText(text)).toEqual(WARNING)
    expect(ofScript(text)).toEqual(WARNING)
  })

  it.each([
    'env $(cat mine.env) python who.py',
    'env $(cat data.env) aws s3 ls',
    'echo env $(cat data.env) python',
    'cd scripts && env $(cat data.env) python who.py',
    '(cd scripts; env $(cat data.env) python who.py)',
  ])('is harmless: %s', (text) => expect(ofText(text)).toEqual([]))
})

describe('a file that is sourced', () => {
  it.each([
    'cd scripts && set -a && . ../data.env && python who.py',
    'cd scripts\ncd - >/dev/null\nset -a; . ./data.env',
    'pushd scripts; popd; set -a; . ./data.env',
    '(cd scripts; make); set -a; . ./data.env',
    'cd nowhere; set -a; . ./data.env',
    'cd scripts; set -a; . "$PWD/../data.env"',
    'cd scripts; eval "export $(cat ../data.env)"',
    'cd scripts; set -a; source $(git rev-parse --show-toplevel)/data.env',
    'ROOT=$(git rev-parse --show-toplevel)\nset -a; source "$ROOT/data.env"',
    'cd "$(git rev-parse --show-toplevel 2>/dev/null)" && set -a && . ./data.env',
    'set -a; . "$(cd scripts/.. && pwd)/data.env"',
    'load() { set -a; . "$1"; set +a; }\nload ./data.env',
  ])('is found in the directory of the shell: %s', (text) => {
    expect(ofText(text)).toEqual(WARNING)
    expect(ofScript(text)).toEqual(WARNING)
  })

  it.each([
    'cd scripts && set -a && . ./data.env',
    '(cd .. && set -a && . ./data.env); python who.py',
    'set -a; . "$(git rev-parse --show-toplevel)/mine.env"',
    'set -a; . "$(git rev-parse HEAD)/data.env"',
    'load() { set -a; . "$1"; set +a; }\nload ./mine.env',
  ])('is harmless: %s', (text) => {
    expect(ofText(text)).toEqual([])
    expect(ofScript(text)).toEqual([])
  })

  it.each([
    ['ENV_FILE=${1:-data.env}; set -a; . "./$ENV_FILE"', []],
    ['set -a; . "./${1-data.env}"', []],
    ['HERE=$(dirname "$0"); set -a; . "${1:-$HERE/../data.env}"', []],
    ['set -a; . "${ENV_FILE:-$(git rev-parse --show-toplevel)/data.env}"', []],
    ['set -a; . "./$1"', ['data.env']],
    ['shift; set -a; . "./${1:-mine.env}"', ['-v', 'data.env']],
    ['cd "$(dirname "$0")/.."; set -a; . ./data.env', []],
    ['cd "${0%/*}"; set -a; . ../data.env', []],
    ['HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd); set -a; . "$HERE/../data.env"', []],
    ['bash bin/work.sh', []],
    ['env $(cat "${1:-data.env}") python who.py', []],
  ])('is found by an argument or its default: %s', (text, args) => {
    expect(ofScript(text, ...args)).toEqual(WARNING)
  })

  it.each([
    ['ENV_FILE=${1:-data.env}; set -a; . "./$ENV_FILE"', ['mine.env']],
    ['set -a; . "./${1:-mine.env}"', []],
    ['set -a; . "./$1"', []],
    ['cd "$(dirname "$0")"; set -a; . ./data.env', []],
  ])('is harmless by an argument or its default: %s', (text, args) => {
    expect(ofScript(text, ...args)).toEqual([])
  })
})
