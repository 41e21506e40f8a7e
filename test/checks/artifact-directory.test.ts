import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { artifactDirectory } from '../../src/checks/artifact-directory.ts'
import { checkContext } from '../rig/check-context.ts'
import { isRoot, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

function check(tree: Tree, uri: string, top = temporaryTree(tree)) {
  return artifactDirectory.run(checkContext({ words: ['--artifact-root', uri.replace('TOP', top)] }, { cwd: top }))
}

describe('the directory of artifacts', () => {
  it.each(['./mlartifacts', 'a/b/c', 'file://TOP/a', 's3://b/x', 'file:relative'])('may be %s', (uri) => {
    expect(check({}, uri)).toEqual([])
  })

  it.each(['a', 'a/b', 'file://TOP/a/b'])('is refused at or below a file: %s', (uri) => {
    expect(check({ a: '' }, uri)).toMatchObject([
      { code: 'artifacts-not-a-directory', severity: 'error', data: { path: expect.stringMatching(/\/a$/) } },
    ])
  })

  it.each(['lab-mlflow/x', 's3//lab-mlflow/x', 'lab-mlflow.s3.amazonaws.com/x'])(
    'is a warning if it names a bucket: %s',
    (uri) => {
      const data = { meant: 's3://lab-mlflow/x' }
      expect(check({}, uri)).toMatchObject([{ code: 'artifacts-bucket-without-scheme', severity: 'warning', data }])
      expect(check({ 'lab-mlflow': null }, './lab-mlflow/x')).toEqual([])
    },
  )

  it.skipIf(isRoot)('is a warning if it is read-only (root can write everywhere)', () => {
    const top = temporaryTree({ closed: null })
    chmodSync(join(top, 'closed'), 0o500)
    expect(check({}, 'closed/x', top)).toMatchObject([{ code: 'artifacts-read-only', severity: 'warning' }])
  })
})
