import { describe, expect, it } from 'vitest'
import { pythonPackages } from '../../src/checks/python-packages.ts'
import { checkContext, INSTALLATION } from '../rig/check-context.ts'
import type { Setup } from '../rig/server-settings.ts'

const check = (setup: Setup, modules: readonly string[] = []) =>
  pythonPackages.run(checkContext(setup, { installation: { ...INSTALLATION, modules } }))

describe('the packages of the server’s Python', () => {
  it.each<[string, Setup, readonly string[], object]>([
    [
      'boto3 for S3',
      { words: ['--artifact-root', 's3://b'] },
      [],
      { origin: { name: '--artifact-root' }, data: { name: 'boto3', scheme: 's3' } },
    ],
    [
      'boto3 for S3 that clients reach directly',
      { words: ['--default-artifact-root', 's3://b'] },
      [],
      { data: { name: 'boto3' } },
    ],
    [
      'the client of Google’s store',
      { words: ['--artifact-root', 'gs://b/x'] },
      ['boto3'],
      { data: { name: 'google-cloud-storage', scheme: 'gs' } },
    ],
    [
      'a database driver',
      { env: { BACKEND_STORE_URI: 'postgresql://h/d' } },
      ['psycopg2'],
      { data: { name: 'psycopg[binary]', python: { python: '/venv/bin/python', installer: 'pip' } } },
    ],
    [
      'the driver of the registry’s database',
      { env: { MLFLOW_REGISTRY_STORE_URI: 'mysql://h/d' } },
      [],
      { data: { name: 'mysqlclient' } },
    ],
  ])('must include %s', (_, setup, modules, expected) => {
    expect(check(setup, modules)).toMatchObject([{ code: 'package-missing', severity: 'error', ...expected }])
  })

  it('are all named that are missing', () => {
    const setup = { env: { BACKEND_STORE_URI: 'mysql://h/d', DEFAULT_ARTIFACT_ROOT: 's3://b' } }
    expect(check(setup).map(({ data }) => data)).toMatchObject([{ name: 'boto3' }, { name: 'mysqlclient' }])
  })

  it('need no boto3 if nothing is on S3', () => {
    expect(check({})).toEqual([])
  })
})
