// The demo as a command: its table, and that it leaves nothing behind however it ends.
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { widthOf } from '../../demo/terminal/layout.ts'
import { noBrowser } from '../rig/browser.ts'
import { Cleanup } from '../rig/cleanup.ts'
import { getRun } from '../rig/mlflow-server.ts'
import { root } from '../rig/paths.ts'
import { lookAt } from '../rig/picture.ts'
import { makeFolder } from '../rig/private-folder.ts'
import { type Group, startGroup } from '../rig/process-group.ts'

const cleanup = new Cleanup()
/** The picture that the demo's browser takes of the run's page. */
const RUN_PAGE = join(root, '.build', 'demo', 'run.png')
let folder: string

beforeAll(async () => {
  folder = await makeFolder(cleanup)
  const bundle = "import('./scripts/setup/build.mjs').then(({ bundleDemo }) => bundleDemo())"
  await execa(process.execPath, ['--input-type=module', '--eval', bundle], { cwd: root })
})

afterAll(() => cleanup.run())

/** Starts the demo with its temporary files, and so all that it starts, under this test's folder. */
function startDemo(...args: string[]): Promise<Group> {
  const env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder }
  return startGroup(cleanup, process.execPath, [join(root, '.build', 'demo.mjs'), ...args], { env, cwd: root })
}

/** The processes whose arguments, environment or working directory name a folder inside this test's. */
function processesInside(): string[] {
  return readdirSync('/proc').flatMap((id) => {
    if (!/^\d+$/.test(id)) return []
    try {
      const read = (name: string) => readFileSync(`/proc/${id}/${name}`, 'utf8')
      const text = [read('cmdline'), read('environ'), readlinkSync(`/proc/${id}/cwd`)].join('\0')
      return text.includes(join(folder, 'with-mlflow-env-')) ? [`${id} ${read('cmdline').replaceAll('\0', ' ')}`] : []
    } catch {
      return []
    }
  })
}

/** The folders that the demo has made. */
const ownFolders = () => readdirSync(folder).filter((name) => name.startsWith('with-mlflow-env-'))

/** The ports of the demo's SeaweedFS, from its command line. */
const storePorts = () =>
  [
    ...processesInside()
      .join()
      .matchAll(/\.port(?:\.grpc)?=(\d+)/g),
  ].map(([, port]) => port ?? '')

/** The sockets that SeaweedFS makes outside of its own folder, for these ports. Other stores may run at the same time. */
const sockets = (ports: readonly string[]) =>
  readdirSync('/tmp').filter((name) => ports.some((port) => new RegExp(`^seaweedfs-.*-${port}\\.sock$`).test(name)))

it('the demo passes every line of its table, keeps the server running and stops everything at Ctrl-C', async () => {
  const picture = join(folder, 'picture.svg')
  rmSync(RUN_PAGE, { force: true })
  const demo = await startDemo('--keep', '--svg', picture)
  const [, address = ''] = await demo.waitFor(/^The server is up:\s+(http:\/\/127\.0\.0\.1:\d+\/#\S+)$/m, 280_000)
  const table = demo.output().slice(demo.output().indexOf('What this run has shown'))
  expect(table.match(/^ {2}ok {5}/gm)).toHaveLength(noBrowser === null ? 17 : 16)
  expect(table).not.toContain('failed')
  expect(demo.output()).not.toContain('\x1b')
  expect(
    demo
      .output()
      .split('\n')
      .filter((line) => widthOf(line) > 80),
  ).toEqual([])
  const drawn = readFileSync(picture, 'utf8')
  const path = 'docs/images/before-and-after.svg'
  expect(drawn, `${path} is out of date: npm run demo -- --svg ${path}`).toBe(readFileSync(join(root, path), 'utf8'))
  const run = await getRun(new URL(address).origin, /\/runs\/(\w+)$/.exec(address)?.[1] ?? '')
  expect(run.status).toBe('FINISHED')
  if (noBrowser === null) expect(lookAt([readFileSync(RUN_PAGE)])[0]?.colors).toBeGreaterThan(5)

  const ports = storePorts()
  expect(sockets(ports)).not.toEqual([])
  process.kill(demo.id, 'SIGINT')
  expect(await demo.ended).toBe(0)
  expect(processesInside()).toEqual([])
  expect(ownFolders()).toEqual([])
  expect(sockets(ports)).toEqual([])
}, 400_000)

it('the demo leaves no process and no file after Ctrl-C while a script runs', async () => {
  const demo = await startDemo()
  await demo.waitFor(/\$ python train\.py/, 120_000)
  await expect.poll(() => processesInside().join('\n'), { timeout: 60_000, interval: 100 }).toMatch(/python train\.py/)
  process.kill(demo.id, 'SIGINT')
  // Twice, as npm and the terminal send it.
  process.kill(demo.id, 'SIGINT')
  expect(await demo.ended).toBe(130)
  expect(demo.output()).not.toContain('What this run has shown')
  expect(processesInside()).toEqual([])
  expect(ownFolders()).toEqual([])
})

it('the demo leaves no process and no file after SIGKILL while MLflow starts', async () => {
  const demo = await startDemo('--after')
  await demo.waitFor(/\$ with-mlflow-env server/, 150_000)
  await expect
    .poll(() => processesInside().join('\n'), { timeout: 90_000, interval: 200 })
    .toMatch(/ -m (?:mlflow|uvicorn) /)
  expect(demo.output()).not.toContain('Before:')
  const ports = storePorts()
  expect(sockets(ports)).not.toEqual([])
  expect(ownFolders()).not.toEqual([])
  process.kill(demo.id, 'SIGKILL')
  expect(await demo.ended).toBe('SIGKILL')
  const deadline = performance.now() + 40_000
  const left = () => [...processesInside(), ...ownFolders(), ...sockets(ports)]
  while (left().length > 0 && performance.now() < deadline) await delay(100)
  expect(left()).toEqual([])
}, 300_000)
