// The installed MLflow takes the plugin of the default, and offers no way past the server any more.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pythonBin, root } from '../../rig/paths.ts'

/** Next to what MLflow gives for the address, the class that it gives without the plugin. */
const SCRIPT = `
import json
from mlflow.store.artifact import artifact_repo
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
from mlflow.store.artifact.s3_artifact_repo import S3ArtifactRepository
store = get_artifact_repository('s3://bucket/x')
mixins = [value for name, value in vars(artifact_repo).items() if name.endswith('Mixin')]
print(json.dumps({
    'ways': sorted(mixin.__name__ for mixin in mixins if isinstance(store, mixin)),
    'hidden': sorted(mixin.__name__ for mixin in mixins if issubclass(S3ArtifactRepository, mixin)),
    'uri': store.artifact_uri,
    'same': store.log_artifact.__func__ is S3ArtifactRepository.log_artifact,
}))
`

describe('the plugin without --presigned', () => {
  it('hides direct access to the store and passes everything else on', () => {
    const env = { PATH: pythonBin, AWS_EC2_METADATA_DISABLED: 'true', DO_NOT_TRACK: 'true' }
    const plugin = { PYTHONPATH: join(root, 'dist', 'python', 'plugin') }
    const options = { env: { ...env, ...plugin }, encoding: 'utf8' } as const
    expect(JSON.parse(execFileSync(join(pythonBin, 'python'), ['-c', SCRIPT], options))).toEqual({
      ways: [],
      hidden: expect.arrayContaining(['MultipartUploadMixin']),
      uri: 's3://bucket/x',
      same: true,
    })
  })
})
