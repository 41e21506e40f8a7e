import { describe, expect, it } from 'vitest'
import { isBypassed } from '../../src/mlflow/presigned.ts'
import { clientNeeds } from '../../src/report/client-needs.ts'
import { resolved } from '../rig/server-settings.ts'

const artifactsOf = (...words: string[]) => resolved({ words }).settings.artifacts

describe('what clients of a server need for artifacts', () => {
  it.each([
    [['--artifact-root', 's3://a'], 'clients need no AWS credentials and no access to the store'],
    [['--artifact-root', 'gs://a'], 'clients need no credentials and no access to the store'],
    // MLflow has no presigned URLs for it.
    [['--artifact-root', 'hdfs://h/a', '--presigned'], 'clients need no credentials and no access to the store'],
    [
      ['--artifacts-destination', 'S3://a', '--presigned'],
      'clients need no AWS credentials but network access to the store, and get .gz files unpacked',
    ],
    [['--artifact-root', 'gs://a', '--presigned'], 'clients need no credentials but network access to the store'],
  ])('with %j: %s', (words, expected) => {
    expect(clientNeeds(artifactsOf(...words))).toBe(expected)
    expect(isBypassed(artifactsOf(...words))).toBe(expected.includes('network access'))
  })

  it('says nothing of presigned URLs if artifacts are on the server’s disk, or direct', () => {
    expect(isBypassed(artifactsOf('--presigned'))).toBe(false)
    expect(isBypassed(artifactsOf('--artifact-root', 's3://a', '--no-serve-artifacts', '--presigned'))).toBe(false)
  })
})
