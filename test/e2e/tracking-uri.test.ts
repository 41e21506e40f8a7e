// Where a command's MLflow goes, and what is said if that cannot work.
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { processStart } from '../../src/host/process-start.ts'
import { formatNote, noteName } from '../../src/mlflow/server-note.ts'
import { launcher } from '../rig/paths.ts'
import { freePorts } from '../rig/ports.ts'
import { collect, GLOBAL_KEYS, lines, PROJECT_KEYS, Project, type RunOptions } from '../rig/project.ts'
import { noNamespace } from '../rig/requirements.ts'

const project = new Project({ '.env': lines(PROJECT_KEYS), 'inner/.env': '' })
let listener: Server
let port = 0
let closed: number | undefined

beforeAll(async () => {
  ;[closed] = await freePorts(1)
  listener = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => listener.once('listening', resolve))
  const address = listener.address()
  port = address && typeof address === 'object' ? address.port : 0
})
afterAll(() => {
  listener.close()
  project.remove()
})

/** The notices and warnings of a run. */
async function said(words: readonly string[], options: RunOptions = {}): Promise<string[]> {
  const { stderr } = await project.run(words, options)
  return stderr.split('\n').filter((line) => line.startsWith('with-mlflow-env: '))
}

describe('a tracking URI at which nothing listens', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', 'me:s3cret@127.0.0.1'])('is named: at %s', async (host) => {
    const [line, ...others] = await said(['true'], { env: { MLFLOW_TRACKING_URI: `http://${host}:${closed}/x` } })
    expect(line).toMatch(/^with-mlflow-env: note: nothing listens at \S+ \(MLFLOW_TRACKING_URI in the environment\): /)
    expect(`${line}${others}`).not.toMatch(/s3cret/)
    expect(others).toEqual([])
  })

  it('is not looked at with --quiet, for a server that starts, on another machine, or if something listens', async () => {
    const at = (uri: string) => ({ env: { MLFLOW_TRACKING_URI: uri } })
    const local = at(`http://127.0.0.1:${closed}`)
    expect(await said(['--quiet', 'true'], local)).toEqual([])
    expect(await said(['echo', 'mlflow', 'server'], local)).toEqual([])
    expect(await said(['true'], at('http://mlflow.invalid:5000'))).toEqual([])
    expect(await said(['true'], at('sqlite:///mlflow.db'))).toEqual([])
    expect(await said(['true'], at(`http://127.0.0.1:${port}`))).toEqual([])
    expect(await said(['true'], at(`http://localhost:${port}/x`))).toEqual([])
  })

  it('may be one that MLflow cannot use: that is a warning', async () => {
    const [line, ...others] = await said(['--quiet', 'true'], { env: { MLFLOW_TRACKING_URI: `localhost:${closed}` } })
    expect(line).toContain(`did you mean http://localhost:${closed}?`)
    expect(others).toEqual([])
  })
})

describe("a note of the project's server", () => {
  const runtime = join(project.home, 'run')
  const env = { MLFLOW_TRACKING_URI: '', XDG_RUNTIME_DIR: runtime, ...GLOBAL_KEYS }
  const write = (folder: string, url: string) => {
    const note = {
      url,
      project: folder,
      pid: process.pid,
      startTime: processStart(process.pid, process.geteuid?.() ?? 0) ?? 0,
      version: '3.17.2',
      needsKey: false,
    }
    const path = join(
      runtime,
      'with-mlflow-env',
      noteName({ pid: process.pid, namespace: statSync('/proc/self/ns/pid').ino }, port.toString(16).padStart(8, '0')),
    )
    writeFileSync(path, formatNote(note), { mode: 0o600 })
  }

  beforeAll(() => {
    mkdirSync(join(runtime, 'with-mlflow-env'), { recursive: true })
    for (const path of [runtime, join(runtime, 'with-mlflow-env')]) chmodSync(path, 0o700)
  })

  it('leads the command there, and a launcher inside as well', async () => {
    const url = `http://127.0.0.1:${port}`
    write(project.folder, url)
    expect(await said(['true'], { env })).toEqual([])
    expect(await project.child(['--quiet'], { env })).toMatchObject({ MLFLOW_TRACKING_URI: url })
    const { stdout } = await project.run(['--quiet', process.execPath, '--', launcher, 'config'], { env })
    expect(stdout).toContain(`  Tracking URI: ${url} (from this project's server)\n`)
  })

  const noContainer = noNamespace('--pid', '--fork', '--mount-proc')
  it.skipIf(noContainer !== null)(
    `is not used in a container that shares the directory (${noContainer ?? 'PID namespace'})`,
    async () => {
      write(project.folder, `http://127.0.0.1:${port}`)
      const config = [process.execPath, '--', launcher, 'config']
      const inside = spawn('unshare', ['--pid', '--fork', '--mount-proc', ...config], {
        cwd: project.folder,
        env: project.environment(env),
      })
      expect((await collect(inside)).stdout).toContain('  Tracking URI: http://localhost:5000 (the default)\n')
      expect((await project.run(['config'], { env })).stdout).toContain("(from this project's server)\n")
    },
  )

  it("is another project's inside another directory, and then a warning names that project", async () => {
    write(project.folder, `http://127.0.0.1:${port}`)
    const words = ['--quiet', 'sh', '-c', 'cd inner && exec "$0" "$@"', process.execPath, '--', launcher]
    const [line, ...others] = await said([...words, '--quiet', 'true'], { env })
    expect(line).toContain(`is the server of another project, '${project.folder}'`)
    expect(others).toEqual([])
  })
})
