// What the client scripts must have found, wherever the server stands and whichever way the bytes went.
import { expect } from 'vitest'
import { listObjects } from '../../rig/s3.ts'
import type { Store } from '../../rig/store.ts'
import type { Client } from './clients.ts'
import type { Answer } from './mlflow-deployment.ts'

const files = ['a+b=c;d.txt', 'grün & 100% 1.txt', 'plain.txt', 'with blank.txt'].map((name) => `files/deep/${name}`)

/** After artifacts.py. */
export function expectArtifacts(answer: Answer): void {
  expect(answer).toMatchObject({
    before: {},
    root: { files: 'folder', notes: 'folder', 'table.json': 29 },
    notes: { 'notes/one.txt': 9 },
    files: Object.fromEntries(files.map((name) => [name, 16_384 + Buffer.byteLength(name.slice(11))])),
    downloaded: [...files, 'notes/empty.txt', 'notes/one.txt', 'table.json'],
    same: true,
    table: { a: [1, 2] },
    'folder deleted': {},
    // The client had no account, so all of this was the server's doing.
    credentials: [],
  })
  expect(Object.keys(answer['one deleted'] as object)).toEqual(['notes/empty.txt'])
}

/** After models.py. */
export function expectModels(answer: Answer): void {
  expect(answer).toMatchObject({ 'by number': true, 'by alias': true, 'by id': true, versions: ['2'] })
}

/** After transfer.py: a file of so many megabytes, and the same bytes again. */
export function expectSameFile({ made, got, size }: Answer, megabytes: number): void {
  expect(size).toBe(megabytes * 1024 * 1024)
  expect(made).toMatch(/^[0-9a-f]{64}$/)
  expect(got).toBe(made)
}

/** After client.py; and what the store itself has of it afterwards. */
export async function expectRun(answer: Answer, { version }: Client, store: Store): Promise<void> {
  expect(answer).toMatchObject({
    version,
    status: 'FINISHED',
    params: { rate: '0.01', note: 'grün & 100%\nsecond line' },
    metrics: { loss: 1 / 3, accuracy: 0.5, recall: -1e-9 },
    tag: 'lab',
    losses: [0, 1, 2].map((step) => [step, 1 / (step + 1)]),
    artifacts: expect.stringMatching(/^mlflow-artifacts:\//),
    'missing file': expect.stringMatching(/failures occurred while downloading.*missing\.txt.*too many 500 error/s),
    'missing run': `RestException: RESOURCE_DOES_NOT_EXIST: Run with id=${'0'.repeat(32)} not found`,
    'missing model': 'RestException: RESOURCE_DOES_NOT_EXIST: Registered Model with name=nobody not found',
    'by number': true,
    'by alias': true,
    source: `${answer.artifacts}/model`,
    versions: ['2'],
    found: true,
    'found after deletion': [],
    stage: 'deleted',
    'written after deletion': expect.stringMatching(/INVALID_PARAMETER_VALUE: .* Current state is deleted/),
  })
  const { objects } = await listObjects(store, store.mlflow, 'mlflow-bucket')
  const ours = Object.entries(objects).filter(([key]) => key.includes(`${answer.run}`))
  expect(ours).toEqual([[expect.stringMatching(/\/artifacts\/model\/weights\.bin$/), 16_384]])
}
