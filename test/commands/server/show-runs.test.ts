import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandToShowRuns, type ShownRuns } from '../../../src/commands/server/show-runs.ts'
import { privateDatabase, privateSettings } from '../../../src/mlflow/private-server-settings.ts'
import { resolveSettings } from '../../../src/mlflow/resolve-settings.ts'
import { toGivenOptions } from '../../../src/options/arguments.ts'
import { lookupOf, type Setup } from '../../rig/server-settings.ts'
import { temporaryTree } from '../../rig/temporary-tree.ts'

function command(setup: Setup, more: Partial<ShownRuns> = {}): string {
  const project = more.project ?? '/my/project'
  const { settings } = resolveSettings({ ...lookupOf(setup), defaultBackend: privateDatabase(project) })
  return commandToShowRuns({
    settings: privateSettings(settings, project, '127.0.0.1'),
    given: new Map(),
    cwd: project,
    project,
    ...more,
  })
}

describe('the command that shows the runs of a private server', () => {
  it('is a server in the project’s directory', () => {
    expect(command({})).toBe('with-mlflow-env server')
    expect(command({}, { cwd: '/my/project/src' })).toBe('cd /my/project && with-mlflow-env server')
    expect(command({}, { cwd: '/x', project: "/my 'own'" })).toBe(`cd '/my '\\''own'\\''' && with-mlflow-env server`)
  })

  it('names the database if the directory has a file store, which `server` would use', () => {
    const project = temporaryTree({ 'mlruns/0/meta.yaml': '' })
    expect(command({}, { project })).toBe('with-mlflow-env server --backend-store-uri sqlite:///mlflow.db')
  })

  it('leaves to the files what they name', () => {
    const files = { MLFLOW_BACKEND_STORE_URI: 'sqlite:///runs.db', MLFLOW_ARTIFACT_ROOT: 's3://lab/x' }
    expect(command({ files: [files] }, { cwd: '/my/project/src' })).toBe('with-mlflow-env server')
  })

  it('repeats what the environment names, but no secret', () => {
    const env = { MLFLOW_BACKEND_STORE_URI: 'sqlite:///runs.db', MLFLOW_ARTIFACT_ROOT: 's3://lab/x' }
    expect(command({ env })).toBe(
      'with-mlflow-env server --backend-store-uri sqlite:///runs.db --artifact-root s3://lab/x',
    )
    for (const uri of ['postgresql://me:5eCr3t@db/runs', 'postgresql://db/runs?password=5eCr3t']) {
      expect(command({ env: { MLFLOW_BACKEND_STORE_URI: uri } })).toBe('with-mlflow-env server')
    }
  })

  it('repeats the options that name files, but no pipe', () => {
    const given = toGivenOptions({ 'env-file': ['lab.env', '/dev/fd/63'], strict: ['true'] })
    expect(command({}, { given })).toBe('with-mlflow-env --env-file lab.env server')
    expect(command({}, { given, cwd: '/my' })).toBe(
      `cd /my/project && with-mlflow-env --env-file ${join('/my', 'lab.env')} server`,
    )
  })
})
