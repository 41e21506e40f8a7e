// Completion in a real fish, as `complete -C` gives it.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasShell, writeProfiles, writeScript } from '../../rig/completing-shell.ts'
import { Project } from '../../rig/project.ts'

describe.skipIf(!hasShell('fish'))('fish completes (skipped without fish)', () => {
  let project: Project
  let script: string
  let PATH: string
  beforeAll(() => {
    project = new Project({ 'envs/prod.env': '', 'a file.env': '' })
    writeProfiles(project)
    script = writeScript(project, 'fish')
    PATH = `${project.path('bin')}:${process.env.PATH}`
  })
  afterAll(() => project.remove())

  /** Each of what fish offers for a line, with what it says about it. */
  function complete(line: string): Map<string, string> {
    const commands = 'source $argv[1]; complete -c mine -f -a "(commandline -opc | count)"; complete -C $argv[2]'
    const output = execFileSync('fish', ['--no-config', '-c', commands, script, line], {
      cwd: project.folder,
      env: project.environment({ PATH }),
      encoding: 'utf8',
    })
    const lines = output.split('\n').filter((each) => each !== '')
    return new Map(lines.map((each) => [each.split('\t')[0] ?? '', each.split('\t')[1] ?? '']))
  }

  it.each<[line: string, has: string[], hasNot: string[]]>([
    [
      'with-mlflow-env ',
      ['config', 'server', 'doctor', 'init', 'keys', 'proxy', 'completion'],
      ['export', '--strict', 'mkfifo'],
    ],
    ['with-mlflow-env confi', ['config'], []],
    ['with-mlflow-env mkfif', ['mkfifo'], []],
    ['with-mlflow-env -', ['--strict', '--env-file', '-h'], ['--port']],
    ['with-mlflow-env --strict --', ['--quiet', '--env-file'], ['--strict']],
    ['with-mlflow-env --env-file a --', ['--env-file'], []],
    ['with-mlflow-env --launch ', ['auto', 'exec', 'supervise'], ['config']],
    ['with-mlflow-env --launch=', ['--launch=auto', '--launch=exec'], []],
    ['with-mlflow-env --env-file envs/', ['envs/prod.env'], ['config']],
    ['with-mlflow-env --env-file=envs/p', ['--env-file=envs/prod.env'], []],
    ['with-mlflow-env --env-file "a f', ['a file.env'], []],
    ['with-mlflow-env --keep HOME,MLFLOW_TRACK', ['HOME,MLFLOW_TRACKING_URI'], []],
    ['with-mlflow-env server --', ['--port', '--no-presigned', '--strict'], ['--with-server', '--json']],
    ['with-mlflow-env server --presigned --no-', ['--no-bucket-check'], ['--no-presigned']],
    ['with-mlflow-env --strict server --stri', [], ['--strict']],
    ['with-mlflow-env server --port ', [], ['envs/', '--host']],
    ['with-mlflow-env config ', ['--json', '--strict'], ['--port', 'server']],
    ['with-mlflow-env doctor --only python,', ['python,bucket'], []],
    ['with-mlflow-env init --profile ', ['default', 'lab', 'my project', 'a:b=c', "it's $odd"], ['envs/']],
    ['with-mlflow-env init --profile=lab-', ['--profile=lab-prod'], []],
    ['with-mlflow-env completion ', ['bash', 'zsh', 'fish'], ['--values']],
    ['with-mlflow-env mine x ', ['2'], ['config']],
    ['with-mlflow-env --strict -- mine ', ['1'], ['config']],
    ["with-mlflow-env mine 'a b' $HOME ", ['3'], []],
    ['with-mlflow-env -- confi', [], ['config']],
    ['with-mlflow-env server -- envs/', ['envs/prod.env'], []],
  ])('%s: %j and not %j', (line, has, hasNot) => {
    const found = [...complete(line).keys()]
    expect(found).toEqual(expect.arrayContaining(has))
    for (const each of hasNot) expect(found).not.toContain(each)
  })

  it('with what each does, and nothing of ~/.aws but names', () => {
    expect(complete('with-mlflow-env ').get('config')).toBe('show what was resolved, and from where')
    expect(complete('with-mlflow-env server --p').get('--port')).toBe('the port to listen on')
    expect(complete('with-mlflow-env doctor --only py').get('python')).not.toBe('')
    expect(JSON.stringify([...complete('with-mlflow-env init --profile ')])).not.toMatch(/S3cr3t|AKIA|eu-west-1/)
  })

  it('with the script in its folder', () => {
    project.write('config/fish/completions/with-mlflow-env.fish', readFileSync(script))
    const output = execFileSync('fish', ['-c', 'complete -C "with-mlflow-env --launch=e"'], {
      cwd: project.folder,
      env: project.environment({ XDG_CONFIG_HOME: project.path('config'), PATH }),
      encoding: 'utf8',
    })
    expect(output).toBe('--launch=exec\n')
  })
})
