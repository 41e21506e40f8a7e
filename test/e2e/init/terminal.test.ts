// `init` in a real terminal, as a person answers it.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parse } from 'dotenv'
import { describe, expect, it, onTestFinished } from 'vitest'
import { launcher } from '../../rig/paths.ts'
import { lines, PROJECT_KEYS, type Project } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { Terminal } from '../../rig/terminal.ts'

const { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET } = PROJECT_KEYS
const CTRL_C = '\x03'
const CTRL_D = '\x04'
const BACKSPACE = '\x7f'
/** What the terminal does with a key before and after: `stty` shows it. */
const MODE = /-?icanon.*-?echo /s

/** The launcher in a terminal, in a shell that shows the status and the terminal's mode afterwards. */
function open(files: Readonly<Record<string, string>>, ...words: string[]): { project: Project; terminal: Terminal } {
  const project = temporaryProject(files)
  execFileSync('git', ['init', '--quiet'], { cwd: project.folder, env: project.environment() })
  const script = '"$0" "$@"; echo "status $?"; stty -a'
  const terminal = new Terminal(project, ['bash', '-c', script, launcher, 'init', ...words])
  onTestFinished(() => terminal.close())
  return { project, terminal }
}

const read = (project: Project) => parse(readFileSync(project.path('.env.mlflow')))

async function end(terminal: Terminal): Promise<string> {
  return (await terminal.shows(/status \d+/)) + (await terminal.shows(/ended: .*/))
}

describe('init in a terminal', () => {
  it('asks for everything, and shows nothing of a secret while it is typed', async () => {
    const { project, terminal } = open({})
    await terminal.shows(/S3 bucket.*: /)
    terminal.type('my-bucket/mlflow\n')
    await terminal.shows(/S3 bucket.*: /)
    terminal.type('s3://my-bucket/mlflow\n')
    await terminal.shows(/address.*: /)
    terminal.type('\n')
    await terminal.shows(/Profile.*: /)
    terminal.type('\n')
    await terminal.shows(/Access key id: /)
    terminal.type(`${ID}\n`)
    await terminal.shows(/Secret access key.*: /)
    // A slip, a cursor key, and the secret pasted with a blank and the end of its line.
    terminal.type(`typed wrong${BACKSPACE}`)
    terminal.type('\x15x')
    terminal.type(`${BACKSPACE}\x1b[D\x1b[200~${SECRET} \x1b[201~`)
    terminal.type('\n')
    const shown = await terminal.shows(/Region.*: /)
    expect(shown).not.toContain('typed')
    expect(shown).not.toContain(SECRET)
    terminal.type('eu-central-1\n')
    await terminal.shows(/Tracking URI.*: /)
    terminal.type('\n')
    const report = await terminal.shows(/Run the doctor now\? \[Y\/n\] /)
    expect(report).toContain('Wrote .env.mlflow')
    expect(report).not.toContain(SECRET)
    // The end of the input is a no.
    terminal.type(CTRL_D)
    const last = await end(terminal)
    expect(last).toContain('with-mlflow-env doctor ')
    expect(last).toContain('status 0')
    expect(MODE.exec(last)?.[0]).toMatch(/(?<!-)icanon.*(?<!-)echo /s)
    expect(read(project)).toEqual({
      ...PROJECT_KEYS,
      MLFLOW_AWS_DEFAULT_REGION: 'eu-central-1',
      MLFLOW_ARTIFACT_ROOT: 's3://my-bucket/mlflow',
    })
  })

  it('asks only for the keys if options name the rest, and again for a whole set that cannot be right', async () => {
    const { project, terminal } = open({}, '--bucket', 'my-bucket')
    await terminal.shows(/Profile.*: /)
    terminal.type('no-such\n')
    await terminal.shows(/error: MLFLOW_AWS_PROFILE: there is no profile 'no-such'/)
    await terminal.shows(/Profile.*: /)
    terminal.type('\n')
    await terminal.shows(/Access key id: /)
    terminal.type('your-access-key-id\n')
    await terminal.shows(/error: MLFLOW_AWS_ACCESS_KEY_ID still has the template's placeholder/)
    await terminal.shows(/Access key id: /)
    terminal.type('ASIAPROJECTPROJECT01\n')
    await terminal.shows(/Secret access key.*: /)
    terminal.type(`${ID}\n`)
    await terminal.shows(/Session token.*: /)
    terminal.type('token\n')
    await terminal.shows(/error: MLFLOW_AWS_SECRET_ACCESS_KEY contains an access key id/)
    // The next answer is not shown either. All at once, as a password manager pastes them.
    expect(await terminal.shows(/Secret access key.*: /)).not.toContain('Access key id:')
    terminal.type(`${SECRET}\r\ntoken\r\n`)
    const shown = await terminal.shows(/Run the doctor now/)
    expect(shown).not.toContain(SECRET)
    expect(read(project)).toEqual({
      MLFLOW_AWS_ACCESS_KEY_ID: 'ASIAPROJECTPROJECT01',
      MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET,
      MLFLOW_AWS_SESSION_TOKEN: 'token',
      MLFLOW_ARTIFACT_ROOT: 's3://my-bucket',
    })
    terminal.type(CTRL_C)
    expect(await end(terminal)).toContain('status 130')
  })

  it('asks again for a secret that cannot be written, and for an id that is the secret', async () => {
    const { project, terminal } = open({}, '--bucket', 'my-bucket')
    await terminal.shows(/Profile.*: /)
    terminal.type('\n')
    await terminal.shows(/Access key id: /)
    terminal.type(`${'QwErTyUiOp/1'.repeat(4).slice(0, 40)}\n`)
    await terminal.shows(/error: MLFLOW_AWS_ACCESS_KEY_ID looks like a secret access key/)
    await terminal.shows(/Access key id: /)
    terminal.type(`${ID}\n`)
    await terminal.shows(/Secret access key.*: /)
    terminal.type('a${HOME}b\n')
    const refused = await terminal.shows(/Secret access key.*: /)
    expect(refused).toContain('error: MLFLOW_AWS_SECRET_ACCESS_KEY has characters that readers')
    expect(refused).not.toContain('HOME')
    terminal.type(`${SECRET}\n`)
    await terminal.shows(/Run the doctor now/)
    expect(read(project)).toMatchObject(PROJECT_KEYS)
    terminal.type(CTRL_C)
    await end(terminal)
  })

  it.each([
    ['^C at a question', /Profile.*: /, CTRL_C, 'status 130'],
    ['^C at a secret', /Secret access key.*: /, `half a secret${CTRL_C}`, 'status 130'],
    ['^D at a question', /Profile.*: /, CTRL_D, 'status 125'],
    ['^D at a secret', /Secret access key.*: /, CTRL_D, 'status 125'],
  ])('%s ends it with nothing written and the terminal as it was', async (_, question, keys, status) => {
    const { project, terminal } = open({}, '--bucket', 'b2b')
    const prompts: (readonly [RegExp, string])[] = [
      [/Profile.*: /, '\n'],
      [/Access key id: /, `${ID}\n`],
      [/Secret access key.*: /, ''],
    ]
    for (const [prompt, text] of prompts) {
      await terminal.shows(prompt)
      if (String(prompt) === String(question)) break
      terminal.type(text)
    }
    terminal.type(keys)
    const last = await end(terminal)
    expect(last).toContain(status)
    expect(last).not.toContain('half')
    if (status === 'status 125') expect(last).toContain('so nothing was written')
    expect(MODE.exec(last)?.[0]).toMatch(/(?<!-)icanon.*(?<!-)echo /s)
    expect(readdirSync(project.folder)).toEqual(['.git'])
  })

  it('ends with the terminal as it was if a signal ends it at a secret', async () => {
    const project = temporaryProject()
    const script = '"$0" "$@" & echo "pid $!"; fg %1 >/dev/null; echo "status $?"; stty -a'
    const words = ['bash', '-m', '-c', script, launcher, 'init', '--access-key-id', ID]
    const terminal = new Terminal(project, words)
    onTestFinished(() => terminal.close())
    const [, pid] = /pid (\d+)/.exec(await terminal.shows(/pid \d+/)) ?? []
    await terminal.shows(/Secret access key.*: /)
    process.kill(Number(pid), 'SIGTERM')
    const last = await end(terminal)
    expect(last).toContain('status 143')
    expect(MODE.exec(last)?.[0]).toMatch(/(?<!-)icanon.*(?<!-)echo /s)
    expect(existsSync(project.path('.env.mlflow'))).toBe(false)
  })

  it('shows which names of an existing file would change, and leaves it unless that is agreed', async () => {
    const text = `# mine\nMLFLOW_AWS_ACCESS_KEY_ID=AKIAPROJECTPROJECT99\nMLFLOW_AWS_SECRET_ACCESS_KEY=${'s'.repeat(40)}\n`
    const { project, terminal } = open({ '.env.mlflow': text }, '--access-key-id', ID)
    await terminal.shows(/Secret access key.*: /)
    terminal.type(`${SECRET}\n`)
    const question = await terminal.shows(/\[y\/N\] /)
    expect(question).toContain('Change MLFLOW_AWS_ACCESS_KEY_ID (…CT99 → …CT01), MLFLOW_AWS_SECRET_ACCESS_KEY?')
    terminal.type('\n')
    expect(await end(terminal)).toContain('status 125')
    expect(readFileSync(project.path('.env.mlflow'), 'utf8')).toBe(text)
  })

  it('asks nothing the second time, and changes nothing', async () => {
    const text = lines({ ...PROJECT_KEYS, MLFLOW_ARTIFACT_ROOT: 's3://b2b' })
    const { terminal, project } = open({ '.env.mlflow': text }, '--bucket', 'b2b')
    const last = await end(terminal)
    expect(last).toContain('.env.mlflow has all of this already, so it was not changed')
    expect(last).toContain('status 0')
    expect(readFileSync(project.path('.env.mlflow'), 'utf8')).toBe(text)
  })

  it('writes nothing if every answer is empty', async () => {
    const { terminal, project } = open({})
    for (const question of ['S3 bucket', 'Profile', 'Access key id', 'Region', 'Tracking URI']) {
      await terminal.shows(new RegExp(`${question}.*: `))
      terminal.type('\n')
    }
    const last = await end(terminal)
    expect(last).toContain('error: nothing to write')
    expect(last).toContain('status 125')
    expect(readdirSync(project.folder)).toEqual(['.git'])
  })

  it('shows nothing of a secret after the launcher was stopped and went on in the foreground', async () => {
    const project = temporaryProject()
    const terminal = new Terminal(project, ['bash', '--norc', '--noprofile', '-i'])
    onTestFinished(() => terminal.close())
    await terminal.shows(/prompt> /)
    // Its own process id, for the signal.
    terminal.type(`sh -c 'echo pid $$; exec ${launcher} init --access-key-id ${ID}'\n`)
    const [, pid] = /pid (\d+)/.exec(await terminal.shows(/pid \d+/)) ?? []
    await terminal.shows(/Secret access key.*: /)
    process.kill(Number(pid), 'SIGSTOP')
    await terminal.shows(/Stopped[\s\S]*prompt> /)
    terminal.type('fg\n')
    await terminal.shows(/with-mlflow-env\.js init .*\s/)
    const mode = () => execFileSync('stty', ['-F', `/proc/${pid}/fd/0`, '-a'], { encoding: 'utf8' })
    await expect.poll(mode, { timeout: 30_000 }).toMatch(/-icanon[^;]* -echo /)
    terminal.type(`${SECRET}\n`)
    const shown = await terminal.shows(/Run the doctor now/)
    expect(shown).not.toContain(SECRET)
    terminal.type('n\n')
    await terminal.shows(/prompt> /)
    expect(read(project)).toEqual(PROJECT_KEYS)
  })

  it("offers keys of the project's own .env, and says what still reads them", async () => {
    const env = `# app\nAWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY="${SECRET}"\n`
    const { project, terminal } = open({ '.env': env }, '--bucket', 'b2b')
    await terminal.shows(
      /'\.env' has AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY\. Take them over as MLFLOW_AWS_\*\? \[Y\/n\] /,
    )
    terminal.type('\n')
    const report = await terminal.shows(/Run the doctor now/)
    expect(report).toContain('AWS_ACCESS_KEY_ID (.env:2)')
    expect(report).toMatch(/The old lines are still there, because other programs may read them: load_dotenv\(\)/)
    expect(report).not.toContain(SECRET)
    terminal.type('n\n')
    expect(await end(terminal)).toContain('status 0')
    expect(readFileSync(project.path('.env'), 'utf8')).toBe(env)
    expect(read(project)).toEqual({ ...PROJECT_KEYS, MLFLOW_ARTIFACT_ROOT: 's3://b2b' })
  })

  it('runs the doctor if that is wanted', async () => {
    const { terminal } = open({}, '--tracking-uri', 'http://127.0.0.1:9', '--allow-fallback')
    await terminal.shows(/Run the doctor now/)
    terminal.type('\n')
    await terminal.shows(/\d+ ok, \d+ warned, \d+ failed/)
    expect(await end(terminal)).toContain('status 0')
  })

  it('asks nothing with --yes', async () => {
    const { terminal } = open({}, '--bucket', 'b2b', '--yes')
    const last = await end(terminal)
    expect(last).toContain('found no credentials for the project')
    expect(last).toContain('status 125')
  })
})
