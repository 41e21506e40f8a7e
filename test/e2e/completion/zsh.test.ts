// Completion in a real zsh, as Tab gives it.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CompletingShell, hasShell, writeProfiles, writeScript } from '../../rig/completing-shell.ts'
import { Project } from '../../rig/project.ts'

describe.skipIf(!hasShell('zsh'))('Tab in zsh (skipped without zsh)', () => {
  let project: Project
  let shell: CompletingShell
  beforeAll(async () => {
    project = new Project({ 'envs/prod.env': '', 'a file.env': '', 'x:y.env': '' })
    writeProfiles(project)
    shell = await CompletingShell.open(
      project,
      'zsh',
      [],
      ['_mine() { compadd from-mine }; compdef _mine mine', `source ${writeScript(project, 'zsh')}`],
    )
  })
  afterAll(() => {
    shell.close()
    project.remove()
  })

  it.each([
    ['with-mlflow-env --str', '--strict '],
    ['with-mlflow-env --launch=ex', '--launch=exec '],
    ['with-mlflow-env --launch ex', '--launch exec '],
    ['with-mlflow-env confi', 'config '],
    ['with-mlflow-env --strict confi', 'config '],
    ['with-mlflow-env --env-file envs/p', '--env-file envs/prod.env '],
    ['with-mlflow-env --env-file=envs/p', '--env-file=envs/prod.env '],
    ['with-mlflow-env --env-file a', '--env-file a\\ file.env '],
    ['with-mlflow-env --env-file x:', '--env-file x:y.env '],
    ['with-mlflow-env --keep HOME,MLFLOW_TRACK', '--keep HOME,MLFLOW_TRACKING_URI,'],
    ['with-mlflow-env init --profile my', '--profile my\\ project '],
    ['with-mlflow-env init --profile=my', '--profile=my\\ project '],
    ['with-mlflow-env init --profile "my', '--profile "my project" '],
    ['with-mlflow-env init --profile a:', '--profile a:b=c '],
    ['with-mlflow-env init --profile it', "--profile it\\'s\\ \\$odd "],
    ['with-mlflow-env completion f', 'completion fish '],
    ['with-mlflow-env --strict server --stri', '--stri'],
    ['with-mlflow-env mine ', 'mine from-mine '],
    ['with-mlflow-env -- mine f', '-- mine from-mine '],
    ['with-mlflow-env --strict -- mine f', '-- mine from-mine '],
    ['with-mlflow-env --env-file <(cat x) mine f', 'mine from-mine '],
    ['with-mlflow-env -- confi', '-- confi'],
    ['with-mlflow-env server -- envs/', '-- envs/prod.env '],
    ['bin/with-mlflow-env confi', 'bin/with-mlflow-env config '],
  ])('makes of %s: %s', async (line, end) => {
    const completed = await shell.complete(line)
    expect(completed.line.endsWith(end), completed.line).toBe(true)
  })

  it('shows words and options with what they do', async () => {
    expect((await shell.complete('with-mlflow-env ')).shown).toMatch(/config +-- show what was resolved/)
    const { shown } = await shell.complete('with-mlflow-env server --strict --')
    expect(shown).toMatch(/--port +-- the port to listen on/)
    expect(shown).toMatch(/--no-presigned +-- the opposite of --presigned/)
    expect(shown).not.toMatch(/^--strict |--with-server|proxy/m)
  })

  it('reads a file in fpath when it is first needed', async () => {
    const folder = dirname(project.write('functions/_with-mlflow-env', readFileSync(project.path('completion.zsh'))))
    const own = await CompletingShell.open(project, 'zsh', [`fpath+=${folder}`], [])
    try {
      for (const line of ['with-mlflow-env confi', 'with-mlflow-env confi']) {
        expect((await own.complete(line)).line).toBe('with-mlflow-env config ')
      }
    } finally {
      own.close()
    }
  })

  it('offers the doctor’s checks, several of them', async () => {
    expect((await shell.complete('with-mlflow-env doctor --only ')).shown).toMatch(/python +-- /)
    expect((await shell.complete('with-mlflow-env doctor --only python,buck')).line).toContain('--only python,bucket')
  })

  it('lists names of profiles, and nothing else of ~/.aws', async () => {
    const { shown } = await shell.complete('with-mlflow-env init --profile ')
    expect(shown).toContain('lab-prod')
    expect(shown).not.toMatch(/S3cr3t|AKIA|eu-west-1/)
  })
})
