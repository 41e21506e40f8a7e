import { describe, expect, it } from 'vitest'
import { LeftNote } from '../../src/doctor/left.ts'
import { wordLeft } from '../../src/doctor/word-left.ts'
import { doctorContext } from '../rig/doctor.ts'

const about = { part: 'objects', name: 'lab/k' } as const

describe('what the probe has written', () => {
  it('is left until it says that it is gone', () => {
    const note = new LeftNote()
    expect(note.take({ kind: 'written', what: 'object', ...about })).toBe(true)
    note.take({ kind: 'written', what: 'upload', ...about })
    note.take({ kind: 'cleared', what: 'upload', ...about })
    expect(note.all).toEqual([{ what: 'object', ...about }])
    note.take({ kind: 'cleared', what: 'object', ...about })
    expect(note.all).toEqual([])
    expect(note.take({ kind: 'objects', key: 'lab/k' })).toBe(false)
  })

  it.each([
    ['object', 'objects', 's3://b/k', 'with-mlflow-env aws s3 rm s3://b/k'],
    ['upload', 'objects', 's3://b/k', 'with-mlflow-env aws s3api list-multipart-uploads --bucket b --prefix k'],
    ['artifact', 'server', "'k'", 'curl -X DELETE http://ml.lab/x/api/2.0/mlflow-artifacts/artifacts/k'],
  ] as const)('is named with the command that removes it: %s', (what, part, found, remedy) => {
    const env = 'MLFLOW_ARTIFACT_ROOT=s3://b\nMLFLOW_TRACKING_URI=http://me:hunter2@ml.lab/x/\n'
    const worded = wordLeft({ what, part, name: 'k' }, doctorContext({ tree: { '.env': env } }))
    expect(worded.found).toContain(found)
    expect(worded.remedy).toContain(remedy)
    expect(JSON.stringify(worded)).not.toContain('hunter2')
  })
})
