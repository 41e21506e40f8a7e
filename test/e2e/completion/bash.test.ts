// Completion in bash: its functions with the words that readline would hand over, and Tab in a real terminal.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CompletingShell, writeProfiles, writeScript } from '../../rig/completing-shell.ts'
import { Project } from '../../rig/project.ts'

const BASH_COMPLETION = '/usr/share/bash-completion/bash_completion'
const hasBashCompletion = existsSync(BASH_COMPLETION)

let project: Project
let script: string

beforeAll(() => {
  project = new Project({ 'envs/prod.env': '', 'a file.env': '', 'x:y.env': '', 'server/x': '' })
  writeProfiles(project)
  script = writeScript(project, 'bash')
})
afterAll(() => project.remove())

/** What the function of `complete -p` replies. @param pieces as readline takes a line apart */
function reply(pieces: readonly string[], line = pieces.join(' ').replace(/ ?= ?/g, '='), before = ''): string[] {
  const output = execFileSync(
    'bash',
    [
      '--norc',
      '-c',
      `${before}
      source "$1"; shift
      [[ $(complete -p with-mlflow-env) =~ -F\\ ([^ ]+) ]] || exit 1
      COMP_LINE=$1; shift
      COMP_POINT=\${#COMP_LINE} COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      "\${BASH_REMATCH[1]}" with-mlflow-env "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      script,
      line,
      ...pieces,
    ],
    {
      cwd: project.folder,
      env: project.environment({ PATH: `${project.path('bin')}:${process.env.PATH}` }),
      encoding: 'utf8',
    },
  )
  return output.split('\n').filter((each) => each !== '')
}

const WORDS = ['completion', 'config', 'doctor', 'init', 'keys', 'proxy', 'server']

describe('bash completes', () => {
  it('the launcher’s own words, only those that can be used', () => {
    expect(reply(['with-mlflow-env', '']).toSorted()).toEqual(WORDS)
    expect(reply(['with-mlflow-env', '--strict', '']).toSorted()).toEqual(WORDS)
    expect(reply(['with-mlflow-env', 'conf'])).toContain('config')
    for (const reserved of ['expor', 'credential-p'])
      expect(reply(['with-mlflow-env', reserved])).not.toContain(reserved)
  })

  it.each<[pieces: string[], has: string[], hasNot: string[]]>([
    [['-'], ['--strict', '--env-file', '--with-server', '-h', '--help', '-V'], ['--port', '--json']],
    [['--strict', '--'], ['--quiet', '--env-file'], ['--strict']],
    [['--env-file', 'a', '--'], ['--env-file', '--strict'], []],
    [['--env-file', '=', 'a', '--'], ['--env-file'], []],
    [['--launch', '=', 'exec', '--'], ['--keep'], ['--launch']],
    [['-h', '-'], ['--strict'], ['--help', '-h']],
    [
      ['server', '--'],
      ['--port', '--presigned', '--no-presigned', '--strict', '--wait'],
      ['--with-server', '--json'],
    ],
    [['server', '--no-presigned', '--'], ['--port'], ['--presigned', '--no-presigned']],
    [['server', '--wait', '5', '--'], ['--port'], ['--wait', '--ready-timeout']],
    [['--strict', 'server', '--'], ['--port'], ['--strict']],
    [
      ['config', ''],
      ['--json', '--strict'],
      ['--port', 'server'],
    ],
    [['doctor', '--'], ['--only', '--offline', '--python'], ['--port']],
    [['init', '--'], ['--profile', '--bucket', '--yes'], ['--env-file']],
    [['completion', ''], ['bash', 'zsh', 'fish'], ['--values']],
    [['keys', ''], ['create', 'list', 'revoke', 'verify'], ['--keys']],
    [['keys', 'create', '--'], ['--service', '--expires', '--keys', '--quiet'], ['--env-file']],
    [['keys', 'create', '--scope', ''], ['read', 'write', 'admin'], []],
    [['completion', 'bash', '-'], ['--values'], ['bash']],
    [['--launch', ''], ['auto', 'exec', 'supervise'], []],
    [['--launch', '='], ['auto', 'exec', 'supervise'], []],
    [['--launch', '=', 'ex'], ['exec'], ['auto']],
    [['--launch', 's'], ['supervise'], ['auto', 'server']],
    [['--env-file', 'en'], ['envs'], ['x:y.env']],
    [['--env-file', '=', 'envs/'], ['envs/prod.env'], []],
    [['--keep', 'MLFLOW_TRACK'], ['MLFLOW_TRACKING_URI'], []],
    [['--keep', 'HOME,MLFLOW_TRACK'], ['HOME,MLFLOW_TRACKING_URI'], []],
    [['doctor', '--only', ''], ['python', 'bucket'], []],
    [['doctor', '--only', 'python,'], ['python,bucket'], ['python,python']],
    [['init', '--profile', ''], ['default', 'lab', 'lab-prod', 'my\\ project', 'a:b=c'], []],
    [['init', '--profile', '=', 'lab-'], ['lab-prod'], ['lab']],
    [['--nothing-like-this', '='], [], ['auto']],
  ])('after %j: %j and not %j', (pieces, has, hasNot) => {
    const found = reply(['with-mlflow-env', ...pieces])
    expect(found).toEqual(expect.arrayContaining(has))
    for (const each of hasNot) expect(found).not.toContain(each)
  })

  it.each([
    ['server', '--port', ''],
    ['server', '--port', '=', '5'],
    ['init', '--bucket', ''],
    ['config', 's'],
  ])('nothing where nothing is known: %j %j %j %j', (...pieces) => {
    expect(reply(['with-mlflow-env', ...pieces])).toEqual([])
  })

  it('names of commands and files from the command on, without bash-completion', () => {
    expect(reply(['with-mlflow-env', 'mkf'])).toContain('mkfifo')
    expect(reply(['with-mlflow-env', '--', 'serv'])).not.toContain('server ')
    expect(reply(['with-mlflow-env', '--', ''])).toContain('mkfifo')
    expect(reply(['with-mlflow-env', '--strict', 'ls', 'envs/'])).toEqual(['envs/prod.env'])
    expect(reply(['with-mlflow-env', 'ls', '--launch', '='])).toEqual([])
  })

  it.each(['_comp_command_offset', '_command_offset'])('from the command on by %s if it is there', (name) => {
    const before = `${name}() { COMPREPLY=("from $1"); }`
    const offset = (...pieces: string[]) => reply(['with-mlflow-env', ...pieces], undefined, before)
    expect(offset('make', '')).toEqual(['from 1'])
    expect(offset('--strict', '--', 'make', '-')).toEqual(['from 3'])
    expect(offset('--launch', '=', 'exec', 'make', '-')).toEqual(['from 4'])
    expect(offset('--', 'serv')).toEqual(['from 2'])
    expect(offset('conf')).toEqual(['from\\ 1', 'config'])
  })

  it('without running anything that is typed', () => {
    reply(['with-mlflow-env', '--profile', `$(touch ${project.path('ran')})`])
    reply(['with-mlflow-env', 'init', '--profile', `"\`touch ${project.path('ran')}\``])
    expect(existsSync(project.path('ran'))).toBe(false)
  })

  it('with shell options that make careless scripts fail', () => {
    const before = 'set -u -f; shopt -s failglob nullglob; IFS=:'
    expect(reply(['with-mlflow-env', '--launch', '=', 'e'], undefined, before)).toEqual(['exec'])
    expect(reply(['with-mlflow-env', ''], undefined, before).toSorted()).toEqual(WORDS)
  })
})

describe('Tab in bash', () => {
  let shell: CompletingShell
  beforeAll(async () => {
    shell = await CompletingShell.open(project, 'bash', [], [`source ${script}`])
  })
  afterAll(() => shell.close())

  it.each([
    ['with-mlflow-env --str', '--strict '],
    ['with-mlflow-env --launch=ex', '--launch=exec '],
    ['with-mlflow-env --launch ex', '--launch exec '],
    ['with-mlflow-env confi', 'config '],
    ['with-mlflow-env --env-file envs/p', '--env-file envs/prod.env '],
    ['with-mlflow-env --env-file=envs/p', '--env-file=envs/prod.env '],
    ['with-mlflow-env --env-file a', '--env-file a\\ file.env '],
    ['with-mlflow-env --env-file "a f', '--env-file "a file.env" '],
    ['with-mlflow-env --env-file x:', '--env-file x:y.env '],
    ['with-mlflow-env --env-file ~/.aw', '--env-file ~/.aws/'],
    ['with-mlflow-env --env-file <(cat x) confi', '<(cat x) config '],
    ['with-mlflow-env --keep HOME,MLFLOW_TRACK', '--keep HOME,MLFLOW_TRACKING_URI '],
    ['with-mlflow-env init --profile my', '--profile my\\ project '],
    ['with-mlflow-env init --profile my\\ p', '--profile my\\ project '],
    ['with-mlflow-env init --profile=my', '--profile=my\\ project '],
    ['with-mlflow-env init --profile "my', '--profile "my project" '],
    ["with-mlflow-env init --profile 'my", "--profile 'my project' "],
    ['with-mlflow-env init --profile a:', '--profile a:b=c '],
    ['with-mlflow-env init --profile=a:b=', '--profile=a:b=c '],
    ['with-mlflow-env init --profile it', "--profile it\\'s\\ \\$odd "],
    ['with-mlflow-env init --profile "it', '--profile "it\'s \\$odd" '],
    ['with-mlflow-env serve', 'with-mlflow-env server '],
    ['X=1 with-mlflow-env confi', 'X=1 with-mlflow-env config '],
    ['true && with-mlflow-env confi', '&& with-mlflow-env config '],
    ['bin/with-mlflow-env confi', 'bin/with-mlflow-env config '],
    ['with-mlflow-env ls envs/', 'ls envs/prod.env '],
    ['with-mlflow-env server --port ', '--port '],
    ['with-mlflow-env server -- envs/', '-- envs/prod.env '],
  ])('makes of %s: %s', async (line, end) => {
    expect((await shell.complete(line)).line.endsWith(end)).toBe(true)
  })

  it('lists names of profiles, and nothing else of ~/.aws', async () => {
    const { shown } = await shell.complete('with-mlflow-env init --profile ')
    expect(shown).toContain('lab-prod')
    expect(shown).not.toMatch(/S3cr3t|AKIA|eu-west-1/)
  })

  it.skipIf(!hasBashCompletion)('completes the command as bash-completion does (skipped without it)', async () => {
    const own = await CompletingShell.open(project, 'bash', [`source ${BASH_COMPLETION}`], [`source ${script}`])
    try {
      expect((await own.complete('with-mlflow-env --strict -- timeout --preserve')).line).toMatch(/--preserve-status $/)
      expect((await own.complete('with-mlflow-env serve')).line).toMatch(/ server $/)
      expect((await own.complete('with-mlflow-env --env-file a')).line).toMatch(/ a\\ file\.env $/)
    } finally {
      own.close()
    }
  })

  it.skipIf(!hasBashCompletion)('is read by bash-completion from its folder (skipped without it)', async () => {
    project.write('data/bash-completion/completions/with-mlflow-env', readFileSync(script))
    const own = await CompletingShell.open(
      project,
      'bash',
      [`export XDG_DATA_HOME=${project.path('data')}`, `source ${BASH_COMPLETION}`],
      [],
    )
    try {
      expect((await own.complete('with-mlflow-env --launch=ex')).line).toMatch(/ --launch=exec $/)
    } finally {
      own.close()
    }
  })
})
