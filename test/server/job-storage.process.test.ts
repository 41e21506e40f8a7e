// Real processes and directories.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { JOB_STORAGE_VARIABLE, JobStorage } from '../../src/server/job-storage.ts'
import { ProcessTree } from '../../src/server/process-tree.ts'
import { SmallTree } from '../rig/small-tree.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

/** After a server whose processes have been told of this directory. */
async function removeAfter(directory: string): Promise<void> {
  const small = new SmallTree('echo $$; exec sleep 600', { [JOB_STORAGE_VARIABLE]: directory })
  onTestFinished(() => small.end())
  await small.pid()
  const storage = new JobStorage(new ProcessTree(small.group, 'unit'))
  storage.look()
  small.end()
  await small.exited
  storage.look()
  storage.remove()
}

describe.skipIf(process.platform !== 'linux')('the storage of a server’s jobs (Linux only)', () => {
  it('is removed with all that is in it, although its processes are gone', async () => {
    const folder = temporaryTree({ 'tmpab_12xyz/invoke_scorer.mlflow-huey-store': 'x' })
    await removeAfter(join(folder, 'tmpab_12xyz'))
    expect(existsSync(join(folder, 'tmpab_12xyz'))).toBe(false)
  })

  it('is no directory with a name that Python would not make', async () => {
    const folder = temporaryTree({ mine: null })
    await removeAfter(join(folder, 'mine'))
    expect(existsSync(join(folder, 'mine'))).toBe(true)
  })

  it('is no link', async () => {
    const folder = temporaryTree({ mine: null, tmpabcdefgh: { link: 'mine' } })
    await removeAfter(join(folder, 'tmpabcdefgh'))
    expect(existsSync(join(folder, 'tmpabcdefgh'))).toBe(true)
  })
})
