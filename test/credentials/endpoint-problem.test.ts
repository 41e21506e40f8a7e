import { describe, expect, it } from 'vitest'
import { findDoubtfulPath, findEndpointProblem } from '../../src/credentials/endpoint-problem.ts'

describe('an endpoint', () => {
  it.each([
    ['http://minio:9000:9000', 'two ports', 'http://minio:9000'],
    ['http://minio:9000:9001', 'two ports', null],
    ['http://k:hunter2@minio:9000:9000', 'two ports', 'http://minio:9000'],
    ['http://[::1]:9000:9000', 'two ports', 'http://[::1]:9000'],
    ['http://minio:port', 'no host and port', null],
    ['http://minio:99999', 'no host and port', null],
    ['http://::1:9000', 'no host and port', null],
    ['http://:9000', 'no host and port', null],
    ['http://http://minio:9000', 'two schemes', 'http://minio:9000'],
    ['https://s3.amazonaws.com/lab', 'bucket in the path', 'https://s3.amazonaws.com'],
    ['https://s3.eu-west-1.api.aws./lab', 'bucket in the path', 'https://s3.eu-west-1.api.aws.'],
    ['https://lab.s3.eu-west-1.amazonaws.com.', 'bucket in the host', 'https://s3.eu-west-1.amazonaws.com.'],
    ['https://lab.s3.eu-west-1.API.aws', 'bucket in the host', 'https://s3.eu-west-1.API.aws'],
    [
      'https://s3.cn-north-1.amazonaws.com.cn/anything/x',
      'bucket in the path',
      'https://s3.cn-north-1.amazonaws.com.cn',
    ],
    ['http://minio:9000/lab', 'bucket in the path', 'http://minio:9000'],
    ['http://minio:9000/lab/', 'bucket in the path', 'http://minio:9000'],
    ['http://minio:9000/lab/mlflow', 'bucket in the path', 'http://minio:9000'],
    ['https://xyz.supabase.co/storage/v1/s3/lab', 'bucket in the path', 'https://xyz.supabase.co'],
    ['http://minio:9001/browser/lab', 'bucket in the path', 'http://minio:9001'],
    ['https://lab.s3.eu-west-1.amazonaws.com', 'bucket in the host', 'https://s3.eu-west-1.amazonaws.com'],
    ['https://other.s3-eu-west-1.amazonaws.com', 'bucket in the host', 'https://s3-eu-west-1.amazonaws.com'],
    ['https://lab.s3.eu-central-1.wasabisys.com', 'bucket in the host', 'https://s3.eu-central-1.wasabisys.com'],
    ['https://lab.fra1.digitaloceanspaces.com:443/', 'bucket in the host', 'https://fra1.digitaloceanspaces.com:443'],
  ])('is refused for what it is: %s', (endpoint, problem, meant) => {
    expect(findEndpointProblem(endpoint, ['s3://lab/mlflow'])).toEqual({ problem, meant })
  })

  it.each([
    ...[
      'http://minio:9000',
      'http://minio:9000/',
      'https://minio',
      'http://minio:',
      'http://[::1]:9000',
      'http://lab:9000',
    ],
    ...['https://lab.internal:9000', 'https://lab.example.com', 'https://s3.amazonaws.com/', 'http://u:p@minio:9000'],
    ...['https://s3.dualstack.us-west-2.amazonaws.com', 'https://s3-fips.us-east-1.amazonaws.com'],
    'https://bucket.vpce-1a2b-3c4d.s3.us-east-1.vpce.amazonaws.com',
    ...[
      'https://account.r2.cloudflarestorage.com',
      'https://xyz.supabase.co/storage/v1/s3',
      'https://gateway.example/s3',
    ],
    ...['https://fra1.digitaloceanspaces.com', 'https://other.s3.eu-central-1.wasabisys.com', 'https://h/collab'],
  ])('is accepted: %s', (endpoint) => {
    expect(findEndpointProblem(endpoint, ['s3://lab/mlflow', './mlruns'])).toBeNull()
    expect(findEndpointProblem(endpoint, [])).toBeNull()
  })

  it.each([
    ['https://xyz.supabase.co/storage/v1/s3', 's3://storage/mlflow'],
    ['https://xyz.supabase.co/storage/v1/s3', 's3://s3'],
    ['https://minio.corp/s3', 's3://s3/x'],
    ['https://minio.corp/minio/', 's3://minio/mlflow'],
    ['https://corp.example/lab/s3', 's3://lab/mlflow'],
    ['https://corp.example/lab/objects', 's3://lab'],
  ])('may have a path with a name that a bucket has too: %s with %s', (endpoint, root) => {
    expect(findEndpointProblem(endpoint, [root])).toBeNull()
  })

  it('is refused with a bucket that contains the word s3', () => {
    const found = findEndpointProblem('http://minio:9000/ml-s3-data', ['s3://ml-s3-data'])
    expect(found).toEqual({ problem: 'bucket in the path', meant: 'http://minio:9000' })
  })

  it('is doubtful with one more name after the host', () => {
    const paths = ['http://minio:9000/lab', 'http://minio:9000//lab/?x', 'http://minio:9000/a/b', 'http://minio:9000/']
    expect(paths.map(findDoubtfulPath)).toEqual(['/lab', '/lab', null, null])
    expect(['s3', 'minio', 'v1', 'object-store'].map((path) => findDoubtfulPath(`http://h/${path}`))).toEqual(
      Array(4).fill(null),
    )
  })
})
