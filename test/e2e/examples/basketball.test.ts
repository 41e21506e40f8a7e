// The basketball project as its README says: nine programs that know nothing of the launcher, a store that refuses the
// shell's account, and one server. Each picture is looked at, and the page is opened in a browser.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, startBrowser } from '../../rig/browser.ts'
import { Cleanup } from '../../rig/cleanup.ts'
import { giveDatabase } from '../../rig/database.ts'
import { type DeveloperMachine, makeDeveloperMachine } from '../../rig/developer-machine.ts'
import { ExampleProject } from '../../rig/example-project.ts'
import { readRecipes } from '../../rig/makefile.ts'
import { root } from '../../rig/paths.ts'
import { lookAt } from '../../rig/picture.ts'
import { together } from '../../rig/pool.ts'
import { freePorts } from '../../rig/ports.ts'
import type { Result } from '../../rig/project.ts'
import { getObject, listObjects } from '../../rig/s3.ts'

/** The targets that draw a picture, and the picture. */
const PICTURES = {
  train: 'fit.png',
  elo: 'elo_evolution.png',
  evaluate: 'calibration.png',
  heatmap: 'heatmap.png',
  shotchart: 'shotchart.png',
  assists: 'assist_skill_delta.png',
  trajectories: 'trajectory_accumulation.png',
} as const
const DIRECT = '--experiment direct'
type Target = keyof typeof PICTURES
const TARGETS = Object.keys(PICTURES) as readonly Target[]
const folder = join(root, 'examples', 'basketball')
const makefile = readFileSync(join(folder, 'Makefile'), 'utf8')
const recipes = readRecipes(makefile)

const cleanup = new Cleanup()
const results = {} as Record<Target, Result>
let place: DeveloperMachine
let project: ExampleProject
let url: string

/** A target's line, with more words as `make TARGET ARGS=…` puts them in. */
function line(target: string, ARGS = ''): string {
  const recipe = readRecipes(makefile, { ARGS })[target]
  if (recipe === undefined) throw new Error(`the Makefile has no ${target}`)
  return recipe
}

const idOf = (target: Target) => /^run: (\w+)$/m.exec(results[target].stdout)?.[1] ?? `no run of ${target}`

interface Answer {
  readonly status: number
  /** As much of it as is looked at. */
  readonly run: {
    readonly info: { readonly lifecycle_stage: string; readonly status: string }
    readonly data: Readonly<Record<'tags' | 'metrics', readonly { readonly key: string; readonly value: unknown }[]>>
  }
}

async function ask(path: string, body?: object): Promise<Answer> {
  // The server ends a connection that nothing was asked on for a while, which may be while it is used again.
  const headers = { connection: 'close', 'content-type': 'application/json' }
  const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers: { connection: 'close' } }
  const response = await fetch(`${url}/api/2.0/mlflow/${path}`, init)
  return { ...((await response.json()) as Answer), status: response.status }
}

/** What is stored of a run, as the project's account sees the bucket: names and sizes. */
async function storedOf(run: string): Promise<Record<string, number>> {
  const { objects } = await listObjects(place.store, place.store.mlflow, 'mlflow-bucket')
  const own = Object.entries(objects).filter(([key]) => key.includes(`/${run}/artifacts/`))
  return Object.fromEntries(own.map(([key, size]) => [key.replace(/.*\/artifacts\//, ''), size]))
}

beforeAll(async () => {
  place = await makeDeveloperMachine(cleanup)
  const { store, port } = place
  url = `http://127.0.0.1:${port}`
  project = new ExampleProject('basketball', place, {
    MLFLOW_AWS_ACCESS_KEY_ID: store.mlflow.keyId,
    MLFLOW_AWS_SECRET_ACCESS_KEY: store.mlflow.secret,
    MLFLOW_AWS_DEFAULT_REGION: 'us-east-1',
    MLFLOW_ARTIFACT_ROOT: 's3://mlflow-bucket/basketball',
    MLFLOW_TRACKING_URI: url,
    MLFLOW_S3_ENDPOINT_URL: store.endpoint,
  })
  giveDatabase(join(project.folder, 'mlflow.db'))
  const server = await project.start(cleanup, line('server', `--port ${port} --workers 1`))
  await server.waitFor(/ is ready at /, 120_000)
  // To this one's store clients go by themselves, with the account that they have.
  await ask('experiments/create', { name: 'direct', artifact_location: 's3://mlflow-bucket/direct' })
  const run = async (target: Target) => {
    results[target] = await project.run(line(target, target === 'shotchart' ? DIRECT : ''))
  }
  // Two at a time, for two cores. What is evaluated has to be there before.
  await together(['train', 'elo'] as const, run, 2)
  await together(TARGETS.slice(2), run, 2)
}, 300_000)

afterAll(() => cleanup.run())

describe('the Makefile', () => {
  it('puts the launcher in front of each of the nine programs, which do not know it', () => {
    const programs = Object.values(recipes).flatMap(
      (recipe) => /^with-mlflow-env python (\S+\.py)$/.exec(recipe)?.[1] ?? [],
    )
    expect(programs.sort()).toEqual([
      'analytics/assist_skill_delta.py',
      'analytics/elo_evolution.py',
      'analytics/evaluate.py',
      'analytics/heatmap.py',
      'analytics/shotchart.py',
      'analytics/trajectory_accumulation.py',
      'app/backend/main.py',
      'scripts/cleanup_mlflow_deleted_runs.py',
      'train/train.py',
    ])
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'))
    expect(files.length).toBeGreaterThan(programs.length)
    for (const file of files)
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/with.mlflow.env|MLFLOW_AWS/i)
  })

  it('means the same to make', async () => {
    if ((await project.run('command -v make')).status !== 0) return
    const targets = Object.keys(recipes)
    const { stdout } = await project.run(`make -n ${targets.join(' ')} ARGS='--one "two three"'`)
    expect(stdout.trimEnd().split('\n')).toEqual(targets.map((target) => line(target, '--one "two three"')))
  })
})

describe('the programs behind the launcher', () => {
  it.each(TARGETS)("make %s stores its picture in the project's bucket", async (target) => {
    const { status, stdout, stderr } = results[target]
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(stderr).toContain('AWS Credentials: project-specific')
    expect((await ask(`runs/get?run_id=${idOf(target)}`)).run.info.status).toBe('FINISHED')
    expect(stdout).toContain(`picture: ${PICTURES[target]}`)
    expect(Object.keys(await storedOf(idOf(target)))).toContain(PICTURES[target])
  })

  it('draw pictures that are large enough and show something', async () => {
    const { objects } = await listObjects(place.store, place.store.mlflow, 'mlflow-bucket')
    const pictures = await Promise.all(
      TARGETS.map(async (target) => {
        const key =
          Object.keys(objects).find((key) => key.endsWith(`${idOf(target)}/artifacts/${PICTURES[target]}`)) ?? ''
        const { content } = await getObject(place.store, place.store.mlflow, 'mlflow-bucket', key)
        const through = await fetch(`${url}/get-artifact?run_uuid=${idOf(target)}&path=${PICTURES[target]}`)
        expect(Buffer.compare(Buffer.from(await through.arrayBuffer()), content)).toBe(0)
        return content
      }),
    )
    for (const [index, facts] of lookAt(pictures).entries()) {
      expect({ target: TARGETS[index], ...facts }).toMatchObject({ format: 'PNG' })
      expect(facts.width).toBeGreaterThan(700)
      expect(facts.height).toBeGreaterThan(500)
      expect(facts.colors).toBeGreaterThan(20)
      expect(facts.background).toBeLessThan(0.95)
      expect(facts.contrast).toBeGreaterThan(20)
      for (const extent of facts.extent) expect(extent).toBeGreaterThan(0.8)
    }
  })

  it('find the model again, which is better than guessing', async () => {
    const { tags, metrics } = (await ask(`runs/get?run_id=${idOf('evaluate')}`)).run.data
    expect(tags.find(({ key }) => key === 'model_run')?.value).toBe(idOf('train'))
    expect(metrics.find(({ key }) => key === 'auc')?.value).toBeGreaterThan(0.58)
  })

  it("put nothing into the shell's bucket", async () => {
    const { objects } = await listObjects(place.store, place.store.global, 'main-bucket')
    expect(objects).toEqual({})
  })
})

describe('without the launcher', () => {
  it("a program is refused as the shell's account, and says so in one line", async () => {
    expect(results.shotchart.stdout).toMatch(/^artifacts: s3:\/\/mlflow-bucket\/direct\//m)
    const { status, stderr } = await project.run(
      `MLFLOW_TRACKING_URI=${url} ${line('shotchart', DIRECT).replace(/^with-mlflow-env /, '')}`,
    )
    expect(status).toBe(1)
    expect(stderr).toMatch(/^S3UploadFailedError: .*\(AccessDenied\) when calling the PutObject operation.*\n$/m)
    expect(stderr).not.toContain('Traceback')
  })

  it('a program without a server or a package says what is missing, in one line', async () => {
    const [unreachable, packageless] = await Promise.all([
      project.run('MLFLOW_TRACKING_URI=http://127.0.0.1:9 python analytics/heatmap.py'),
      project.run('python -S analytics/heatmap.py'),
    ])
    expect(unreachable).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^no MLflow server answers at http:\/\/127\.0\.0\.1:9 \(ConnectionError\): .*\n$/),
    })
    expect(packageless).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^the package \w+ is missing: pip install -r requirements\.txt\n$/),
    })
  })
})

describe.skipIf(noBrowser !== null)(`the page${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  it('lists the runs, and each picture of them loads', async () => {
    const [port = 0] = await freePorts(1)
    const app = await project.start(cleanup, line('app', `--port ${port}`))
    await app.waitFor(/Uvicorn running on http:\/\/127\.0\.0\.1/, 60_000)
    const page = await (await startBrowser(cleanup)).open(`http://127.0.0.1:${port}/`)
    const text = await page.text()
    for (const target of TARGETS) expect(text).toContain(idOf(target))
    const pictures = await page.pictures()
    for (const target of TARGETS) {
      const own = pictures.filter(({ source }) => source.includes(`/runs/${idOf(target)}/`))
      expect(own).toEqual([expect.objectContaining({ source: expect.stringMatching(`/${PICTURES[target]}$`) })])
    }
    for (const { width, height } of pictures) expect(Math.min(width, height)).toBeGreaterThan(500)
    expect({ failed: page.failed, errors: page.errors }).toEqual({ failed: [], errors: [] })
    await app.stop()
  })
})

describe('the clean-up', () => {
  /** As if a run had been deleted earlier. */
  const age = (run: string, days: number) =>
    project.run(`python -c '
import sqlite3
with sqlite3.connect("mlflow.db", timeout=30) as database:
    database.execute("UPDATE runs SET deleted_time = deleted_time - ? WHERE run_uuid = ?", (${days} * 86400000, "${run}"))
'`)
  const states = () =>
    Promise.all(
      (['heatmap', 'shotchart', 'train'] as const).map(async (target) => {
        const { status, run } = await ask(`runs/get?run_id=${idOf(target)}`)
        return [
          target,
          status === 200 ? run.info.lifecycle_stage : status,
          Object.keys(await storedOf(idOf(target))).length,
        ]
      }),
    )

  it('shows what it would remove, and removes it with its artifacts only when told to', async () => {
    const source = `runs:/${idOf('train')}/model`
    await ask('registered-models/create', { name: 'shots' })
    await ask('model-versions/create', { name: 'shots', source, run_id: idOf('train') })
    for (const target of ['heatmap', 'shotchart', 'train'] as const) await ask('runs/delete', { run_id: idOf(target) })
    for (const target of ['heatmap', 'train'] as const) expect((await age(idOf(target), 31)).status).toBe(0)

    const before = await states()
    const shown = await project.run(line('cleanup'))
    expect(shown.status).toBe(0)
    expect(shown.stdout).toMatch(new RegExp(`^${idOf('heatmap')}  heatmap: 1 objects, \\d+ kB$`, 'm'))
    expect(shown.stdout).toContain(`${idOf('train')}  train: kept, because a registered model comes from it\n`)
    expect(shown.stdout).toMatch(/^1 would be removed, 1 kept\nNothing was changed\. Add --delete to remove them\.\n$/m)
    expect(await states()).toEqual(before)

    const removed = await project.run(line('cleanup', '--delete'))
    expect(removed).toMatchObject({ status: 0, stdout: expect.stringMatching(/^1 removed, 1 kept\n$/m) })
    expect(await states()).toEqual([['heatmap', 404, 0], ...before.slice(1)])
    expect(before).toEqual([
      ['heatmap', 'deleted', 1],
      ['shotchart', 'deleted', 1],
      ['train', 'deleted', expect.any(Number)],
    ])
  })
})

it('no output contains a secret', () => {
  const everything = JSON.stringify(results)
  for (const { secret } of [place.store.global, place.store.mlflow]) expect(everything).not.toContain(secret)
})
