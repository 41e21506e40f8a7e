import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import * as host from '../../src/host/index.ts'
import { ENGINES, replacesProcess } from '../../src/launch/engines/index.ts'
import { launch } from '../../src/launch/index.ts'
import type { LaunchPlan } from '../../src/launch/plan.ts'
import { preflight } from '../../src/launch/preflight.ts'
import { ENGINE_NAMES } from '../../src/options/launch-engines.ts'
import { root } from '../rig/paths.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

const plan = (changes: Partial<LaunchPlan> = {}): LaunchPlan => ({
  command: 'true',
  args: [],
  env: { PATH: '/usr/bin:/bin' },
  launcherEnv: {},
  cwd: '/',
  platform: process.platform,
  launch: { value: 'auto', origin: { kind: 'default' } },
  announce: () => {},
  ...changes,
})

const obstacles = (given: LaunchPlan) =>
  Object.fromEntries(ENGINES.map((engine) => [engine.name, engine.obstacle(given, preflight(given))]))

describe('the launch engines', () => {
  it('are those that --launch may name, in the same order', () => {
    expect(ENGINES.map(({ name }) => name)).toEqual(ENGINE_NAMES)
  })

  it('have one file each', () => {
    const files = readdirSync(join(root, 'src/launch/engines'))
    expect(files.filter((name) => name !== 'engine.ts' && name !== 'index.ts').sort()).toEqual(
      ENGINE_NAMES.map((name) => `${name}.ts`).sort(),
    )
  })

  it('end with one that has no obstacle', () => {
    for (const changes of [
      { needsSupervisor: true },
      { platform: 'win32' },
      { args: ['x'.repeat(200_000)] },
    ] as const) {
      expect(Object.values(obstacles(plan(changes))).at(-1)).toBeNull()
    }
  })

  it('replace the process only if they are named: auto is not sure before the start', () => {
    expect(['auto', ...ENGINE_NAMES].filter((name) => replacesProcess(name as 'auto'))).toEqual(['exec'])
  })
})

describe('the engine exec', () => {
  it('is not possible on Windows', () => {
    expect(obstacles(plan({ platform: 'win32' }))).toMatchObject({ exec: 'platform' })
  })

  it.runIf(host.execve)('is not possible if the launcher has to keep running (needs process.execve)', () => {
    expect(obstacles(plan())).toMatchObject({ exec: null })
    expect(obstacles(plan({ needsSupervisor: true }))).toMatchObject({ exec: 'supervisor' })
  })

  it.runIf(host.execve)('is not possible near the limits of the kernel (needs process.execve)', () => {
    expect(obstacles(plan({ args: ['x'.repeat(200_000)] }))).toMatchObject({ exec: 'size' })
  })

  it.runIf(host.execve)('is not possible with a file that the kernel may not execute (needs process.execve)', () => {
    const top = temporaryTree({ script: 'exit 0\n' })
    chmodSync(join(top, 'script'), 0o755)
    expect(obstacles(plan({ command: join(top, 'script') }))).toMatchObject({ exec: 'program' })
  })

  it('is refused by its name, with the option that asked for it', async () => {
    const origin = { kind: 'option', name: '--launch' } as const
    const given = plan({ platform: 'win32', launch: { value: 'exec', origin } })
    await expect(launch(given)).rejects.toMatchObject({
      diagnostic: { code: 'engine-unavailable', origin, data: { engine: 'exec', obstacle: 'platform' } },
    })
  })
})

describe('launching', () => {
  it('supervises under auto if the launcher has to keep running', async () => {
    const given = plan({ command: 'sh', args: ['-c', 'exit 7'], needsSupervisor: true })
    expect(await launch(given)).toEqual({ exitCode: 7, signal: null })
  })

  it('announces the command once, and not at all if there is none', async () => {
    let announced = 0
    const announce = () => void announced++
    await launch(plan({ needsSupervisor: true, announce }))
    expect(announced).toBe(1)
    const missing = launch(plan({ command: 'no-such-command', announce }))
    await expect(missing).rejects.toMatchObject({ diagnostic: { code: 'command-not-found' } })
    expect(announced).toBe(1)
  })

  it('does what the plan asks for only if nothing refuses the command, and starts nothing if that fails', async () => {
    const done: string[] = []
    const prepare = async () => void done.push('prepared')
    await launch(plan({ needsSupervisor: true, prepare, announce: () => void done.push('announced') }))
    expect(done).toEqual(['prepared', 'announced'])
    const refused = launch(plan({ command: 'no-such-command', prepare }))
    await expect(refused).rejects.toMatchObject({ diagnostic: { code: 'command-not-found' } })
    expect(done).toHaveLength(2)
    const announce = () => void done.push('announced')
    await expect(launch(plan({ prepare: () => Promise.reject(new Error('full')), announce }))).rejects.toThrow('full')
    expect(done).toHaveLength(2)
  })

  it.runIf(process.versions.node)('refuses to start a child of which Node would print the environment', async () => {
    const leaking = launch(plan({ needsSupervisor: true, launcherEnv: { NODE_DEBUG: 'child_process' } }))
    await expect(leaking).rejects.toMatchObject({ diagnostic: { code: 'node-debug' } })
  })
})
