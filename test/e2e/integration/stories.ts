// What the client scripts must have found, wherever the server stands and whichever way the bytes went.
import { expect } from 'vitest'
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
