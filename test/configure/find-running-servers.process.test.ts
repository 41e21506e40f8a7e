// Notes of servers in a private directory; the processes that they name are real.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findRunningServers } from '../../src/configure/find-running-servers.ts'
import { configure } from '../../src/configure/index.ts'
import { processStart } from '../../src/host/process-start.ts'
import { formatNote, noteName, type ServerNote } from '../../src/mlflow/server-note.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { giveAway, hostContextIn, isRoot, temporaryTree } from '../rig/temporary-tree.ts'

const uid = process.geteuid?.() ?? 0
const namespace = statSync('/proc/self/ns/pid').ino
const startTime = processStart(process.pid, uid) ?? 0

function world() {
  const root = temporaryTree({ 'project/.env': '', 'run/with-mlflow-env': null, tmp: null })
  const [project, runtime] = [join(root, 'project'), join(root, 'run')]
  const folder = join(runtime, 'with-mlflow-env')
  for (const path of [runtime, folder]) chmodSync(path, 0o700)
  const env = { XDG_RUNTIME_DIR: runtime, TMPDIR: join(root, 'tmp') }
  const of = { project, pid: process.pid, startTime }
  const note: ServerNote = { url: 'http://127.0.0.1:5001', ...of, version: '3.17.2', needsKey: false }
  let count = 0
  const write = (
    change: Partial<ServerNote> = {},
    text = formatNote({ ...note, ...change }),
    at = folder,
    of = namespace,
  ) => {
    const path = join(
      at,
      noteName({ pid: change.pid ?? process.pid, namespace: of }, (count++).toString(16).padStart(8, '0')),
    )
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const find = (more: Record<string, string> = env) =>
    findRunningServers(hostContextIn(project, { env: more }), project)
      // Another server of this user may run.
      .notes.filter((found) => found.project.startsWith(root))
      .map(({ url }) => url)
  return { root, project, runtime, folder, env, note, write, find }
}

describe('a server that runs', () => {
  it('is found by its note, and gives the command its address', () => {
    const { project, env, write, find } = world()
    write()
    expect(find()).toEqual(['http://127.0.0.1:5001'])
    const { trackingUri, change } = configure(hostContextIn(project, { env }), parseArguments([]))
    expect(trackingUri).toEqual({ value: 'http://127.0.0.1:5001', origin: { kind: 'server' }, isNamed: false })
    expect(change.set.get('MLFLOW_TRACKING_URI')?.value.reveal()).toBe('http://127.0.0.1:5001')
  })

  it('is found through a link to the project', () => {
    const { root, project, env, write } = world()
    write()
    symlinkSync(project, join(root, 'link'))
    const context = hostContextIn(join(root, 'link'), { env })
    expect(configure(context, parseArguments([])).trackingUri.origin).toEqual({ kind: 'server' })
  })

  it('is not looked for when a server is configured, and a warning about another one is not made', () => {
    const { root, project, env, write } = world()
    write()
    write({ project: root, url: 'http://127.0.0.1:5000' })
    const { trackingUri, warnings } = configure(hostContextIn(project, { env }), parseArguments([]), 'server')
    expect(trackingUri.origin).toEqual({ kind: 'default' })
    expect(warnings.filter(({ code }) => code === 'server-of-other-project')).toEqual([])
  })

  it('of another project is named if the command is about to use it, and with --quiet as well', () => {
    const { root, project, env, write } = world()
    write({ project: join(root, 'b\x1b[2J'), url: 'http://127.0.0.1:5000' })
    const { warnings } = configure(hostContextIn(project, { env }), parseArguments(['--quiet']))
    const [warning] = warnings.filter(({ code }) => code === 'server-of-other-project')
    expect(warning?.severity).toBe('warning')
    expect(warning?.message).toContain('b\\u001b[2J')
  })

  it('is found among a thousand notes that were left over', () => {
    const { folder, write, find } = world()
    for (let at = 0; at < 1_000; at++)
      writeFileSync(join(folder, noteName({ pid: 4_000_000 + at, namespace }, '00000000')), '{')
    write()
    expect(find()).toEqual(['http://127.0.0.1:5001'])
  })

  it.each(['TMPDIR', 'XDG_RUNTIME_DIR'])('is found in the other directory if the command has no %s', (missing) => {
    const { runtime, root, env, write, find } = world()
    const own = join(root, 'tmp', `with-mlflow-env-${uid}`)
    mkdirSync(own, { mode: 0o700 })
    if (missing === 'TMPDIR') write()
    else write({}, undefined, own)
    const { [missing]: _, ...rest } = env as Record<string, string>
    expect([runtime, ...find(rest)]).toEqual([runtime, 'http://127.0.0.1:5001'])
  })
})

describe('a note is passed over', () => {
  it('if its process is gone, recycled or a zombie', async () => {
    const { write, find } = world()
    write({ startTime: startTime + 1 })
    const ended = spawn('true')
    await new Promise((resolve) => ended.once('exit', resolve))
    write({ pid: ended.pid ?? 0 })
    // A child whose parent has become a program that never waits for it.
    const parent = spawn('sh', ['-c', 'exec 3<&0; cat <&3 & echo $!; exec sleep 60'])
    onTestFinished(() => void parent.kill('SIGKILL'))
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))))
    const stat = (of = pid) => readFileSync(`/proc/${of}/stat`, 'latin1')
    await expect.poll(() => stat(parent.pid)).toMatch(/\(sleep\)/)
    parent.stdin.end()
    await expect.poll(() => stat()).toMatch(/\) Z /)
    const [, start] = /^(?:\S+ ){19}(\d+)/.exec(stat().replace(/^.*\) /, '')) ?? []
    write({ pid, startTime: Number(start) })
    expect(find()).toEqual([])
  })

  it('if it is of another PID namespace, where the number is another process’s', () => {
    const { write, find } = world()
    write({}, undefined, undefined, namespace + 1)
    expect(find()).toEqual([])
  })

  it.runIf(isRoot)('if its process is another user’s', async () => {
    const { write, find } = world()
    const other = spawn('sleep', ['60'], { uid: 4321 })
    onTestFinished(() => void other.kill('SIGKILL'))
    await new Promise((resolve) => other.once('spawn', resolve))
    write({ pid: other.pid ?? 0, startTime: processStart(other.pid ?? 0, 4321) ?? 0 })
    expect(find()).toEqual([])
  })

  it('if it is damaged, too long, or no file', () => {
    const { root, folder, note, write, find } = world()
    for (const text of ['', '{', 'null', 'x'.repeat(100_000), JSON.stringify({ ...note, address: 7 })]) write({}, text)
    write({}, formatNote(note) + ' '.repeat(40_000))
    write({ url: 'http://evil.example.com:5000' })
    write({}, formatNote(note).replace('127.0.0.1', 'me:s3cret@127.0.0.1'))
    const elsewhere = write({}, undefined, root)
    symlinkSync(elsewhere, join(folder, noteName({ pid: process.pid, namespace }, 'aaaaaaaa')))
    execFileSync('mkfifo', [join(folder, noteName({ pid: process.pid, namespace }, 'bbbbbbbb'))])
    mkdirSync(join(folder, noteName({ pid: process.pid, namespace }, 'cccccccc')))
    writeFileSync(join(folder, 'server-x.json'), formatNote(note))
    chmodSync(write(), 0o666)
    expect(find()).toEqual([])
  })

  it.runIf(isRoot)('if it belongs to another user', () => {
    const { write, find } = world()
    giveAway(write())
    expect(find()).toEqual([])
  })

  it('if others can enter the directory, or it is a link', () => {
    const { root, runtime, folder, write, find } = world()
    write()
    chmodSync(folder, 0o755)
    expect(find()).toEqual([])
    chmodSync(folder, 0o700)
    chmodSync(runtime, 0o777)
    expect(find()).toEqual([])
    chmodSync(runtime, 0o700)
    expect(find()).toHaveLength(1)
    symlinkSync(runtime, join(root, 'linked'))
    expect(find({ XDG_RUNTIME_DIR: join(root, 'linked'), TMPDIR: root })).toEqual([])
    expect(find({ XDG_RUNTIME_DIR: 'run', TMPDIR: root })).toEqual([])
  })
})
