import { describe, expect, it } from 'vitest'
import { refusal, resolved, type Setup } from '../rig/server-settings.ts'

const A = 's3://a/mlflow'
const B = 's3://b'

/** The mode, MLflow's destination, MLflow's default root, and whether artifacts are served. */
function modes(setup: Setup) {
  const { mode, destination, defaultRoot, serve } = resolved(setup).settings.artifacts
  return [mode, destination?.value ?? null, defaultRoot?.value ?? null, serve.value]
}

describe('the place of artifacts', () => {
  it.each<[Setup, ReturnType<typeof modes>]>([
    [{}, ['local', './mlartifacts', null, true]],
    [{ words: ['--artifact-root', A] }, ['proxied', A, null, true]],
    [{ words: ['--artifact-root', 'gs://a'] }, ['proxied', 'gs://a', null, true]],
    [{ words: ['--artifact-root', './art'] }, ['local', './art', null, true]],
    [{ words: ['--artifact-root', A, '--no-serve-artifacts'] }, ['direct', null, A, false]],
    [{ words: ['--default-artifact-root', A] }, ['direct', null, A, true]],
    [{ words: ['--default-artifact-root', A, '--no-serve-artifacts'] }, ['direct', null, A, false]],
    [{ words: ['--default-artifact-root', A, '--artifacts-destination', A] }, ['direct', A, A, true]],
    [{ words: ['--artifacts-destination', A] }, ['proxied', A, null, true]],
    [{ words: ['--artifacts-destination', A, '--artifact-root', A] }, ['proxied', A, null, true]],
    [
      { words: ['--artifact-root', A, '--default-artifact-root', A, '--no-serve-artifacts'] },
      ['direct', null, A, false],
    ],
    [
      { words: ['--default-artifact-root', 'mlflow-artifacts:/x', '--artifacts-destination', A] },
      ['proxied', A, 'mlflow-artifacts:/x', true],
    ],
    [{ words: ['--no-serve-artifacts'] }, ['direct', null, './mlruns', false]],
    [{ words: ['--no-serve-artifacts', '--backend-store-uri', './store'] }, ['direct', null, './store', false]],
    [{ env: { DEFAULT_ARTIFACT_ROOT: A } }, ['proxied', A, null, true]],
    [{ env: { MLFLOW_ARTIFACT_ROOT: A } }, ['proxied', A, null, true]],
    [{ env: { MLFLOW_DEFAULT_ARTIFACT_ROOT: A } }, ['direct', null, A, true]],
    [{ env: { MLFLOW_ARTIFACTS_DESTINATION: A } }, ['proxied', A, null, true]],
    [{ env: { MLFLOW_ARTIFACT_ROOT: A, MLFLOW_SERVE_ARTIFACTS: 'false' } }, ['direct', null, A, false]],
    // To a client's settings it means that the server decides.
    [{ env: { MLFLOW_ARTIFACT_ROOT: 'mlflow-artifacts:/' } }, ['local', './mlartifacts', null, true]],
    [
      { env: { MLFLOW_ARTIFACT_ROOT: 'mlflow-artifacts:/', MLFLOW_ARTIFACTS_DESTINATION: A } },
      ['proxied', A, null, true],
    ],
    [
      { env: { MLFLOW_DEFAULT_ARTIFACT_ROOT: 'mlflow-artifacts:/', MLFLOW_ARTIFACT_ROOT: A } },
      ['proxied', A, 'mlflow-artifacts:/', true],
    ],
  ])('follows from the settings: %j', (setup, expected) => {
    expect(modes(setup)).toEqual(expected)
    expect(resolved(setup).findings).toEqual([])
  })

  it.each<[Setup, ReturnType<typeof modes>]>([
    [{ words: ['--artifact-root', A], env: { MLFLOW_DEFAULT_ARTIFACT_ROOT: B } }, ['proxied', A, null, true]],
    [{ words: ['--artifact-root', A], env: { MLFLOW_ARTIFACTS_DESTINATION: B } }, ['proxied', A, null, true]],
    [{ words: ['--artifacts-destination', A], env: { DEFAULT_ARTIFACT_ROOT: B } }, ['proxied', A, null, true]],
    [{ words: ['--default-artifact-root', A], env: { DEFAULT_ARTIFACT_ROOT: B } }, ['direct', null, A, true]],
    [{ env: { MLFLOW_ARTIFACT_ROOT: A }, files: [{ MLFLOW_DEFAULT_ARTIFACT_ROOT: B }] }, ['proxied', A, null, true]],
    [{ env: { MLFLOW_DEFAULT_ARTIFACT_ROOT: A }, files: [{ MLFLOW_ARTIFACT_ROOT: B }] }, ['direct', null, A, true]],
  ])('is decided by the highest source: %j', (setup, expected) => {
    expect(modes(setup)).toEqual(expected)
    expect(resolved(setup).findings).toEqual([])
  })

  it.each<[Record<string, string>, string, string, ReturnType<typeof modes>]>([
    [
      { MLFLOW_DEFAULT_ARTIFACT_ROOT: A, DEFAULT_ARTIFACT_ROOT: B },
      'MLFLOW_DEFAULT_ARTIFACT_ROOT',
      'DEFAULT_ARTIFACT_ROOT',
      ['direct', null, A, true],
    ],
    [
      { MLFLOW_ARTIFACTS_DESTINATION: A, MLFLOW_ARTIFACT_ROOT: B },
      'MLFLOW_ARTIFACTS_DESTINATION',
      'MLFLOW_ARTIFACT_ROOT',
      ['proxied', A, null, true],
    ],
    [
      { MLFLOW_ARTIFACT_ROOT: A, DEFAULT_ARTIFACT_ROOT: B },
      'MLFLOW_ARTIFACT_ROOT',
      'DEFAULT_ARTIFACT_ROOT',
      ['proxied', A, null, true],
    ],
  ])('is that of MLflow’s own name if one source has both names, with a warning: %j', (env, used, other, expected) => {
    expect(modes({ env })).toEqual(expected)
    expect(resolved({ env }).findings).toMatchObject([
      {
        code: 'alias-differs',
        origin: { kind: 'environment', name: used },
        data: { other: { kind: 'environment', name: other } },
      },
    ])
  })

  it.each<[Setup]>([
    [{ words: ['--artifact-root', A, '--artifacts-destination', B] }],
    [{ words: ['--artifact-root', A, '--default-artifact-root', B] }],
    // One says through the server, the other past it.
    [{ words: ['--artifact-root', A, '--default-artifact-root', A] }],
    [{ words: ['--default-artifact-root', A, '--artifacts-destination', B] }],
    [{ env: { MLFLOW_DEFAULT_ARTIFACT_ROOT: A, MLFLOW_ARTIFACTS_DESTINATION: B } }],
    [{ words: ['--no-serve-artifacts', '--artifacts-destination', A] }],
    [{ words: ['--no-serve-artifacts'], env: { MLFLOW_ARTIFACTS_DESTINATION: A } }],
    [{ words: ['--no-serve-artifacts', '--default-artifact-root', 'mlflow-artifacts:/'] }],
    [{ words: ['--serve-artifacts', '--no-serve-artifacts'] }],
    [{ words: ['--presigned', '--no-presigned'] }],
  ])('is refused if two settings contradict each other: %j', (setup) => {
    expect(refusal(() => resolved(setup))).toMatchObject({ code: 'conflicting-options' })
  })

  it.each([
    ['--artifact-root', 'https://lab.s3.amazonaws.com/x?X-Amz-Signature=0'],
    ['--default-artifact-root', 'https://s3.eu-west-1.amazonaws.com/lab/x'],
    ['--artifacts-destination', 'arn:aws:s3:::lab/x'],
    ['--artifact-root', 'https://s3.console.aws.amazon.com/s3/buckets/lab?prefix=x'],
  ])('is refused if it names a bucket in another way, with the URI: %s %s', (...words) => {
    const message = refusal(() => resolved({ words }))?.message
    expect(message).toMatch(/^--[a-z-]+: expected a bucket's URI, such as s3:\/\/lab\/x, found /)
    expect(message).not.toContain('Signature')
  })

  it.each([
    ['--artifact-root', 's3://AKIAEXAMPLE:hunter2@lab/x'],
    ['--artifacts-destination', 's3://hunter2@lab'],
    ['--default-artifact-root', 'gs://me:hunter2@lab/x'],
  ])('is refused with a user or a password before the bucket, which MLflow would take for its name: %s', (...words) => {
    const message = refusal(() => resolved({ words }))?.message
    expect(message).toMatch(/^--[a-z-]+: expected the bucket's name after the slashes, without a user or a password/)
    expect(message).not.toContain('hunter2')
  })

  it.each([
    ['s3//AKIAEXAMPLE:hunter2@lab/x', /expected a scheme with a colon and two slashes/],
    ['s3;//lab/hunter2', /expected a scheme with a colon/],
    ['s3://lab/x s3://hunter2/y', /expected one URI and nothing after it/],
  ])('is refused if it would be a directory or two URIs: %s', (uri, says) => {
    for (const option of ['--artifact-root', '--artifacts-destination', '--default-artifact-root']) {
      const message = refusal(() => resolved({ words: [option, uri] }))?.message
      expect(message).toMatch(says)
      expect(message).not.toContain('hunter2')
    }
  })

  it.each([
    's3://lab/my path',
    's3://lab/a@b',
    's3://lab/a:b@c',
    'r2://lab@account.r2.cloudflarestorage.com',
    'sftp://me:pw@host/x',
  ])('is accepted with an @ that belongs there: %s', (uri) =>
    expect(() => resolved({ words: ['--artifact-root', uri] })).not.toThrow(),
  )

  it.each([
    [['--presigned'], {}, true],
    [['--no-presigned'], { WITH_MLFLOW_ENV_PRESIGNED: '1' }, false],
    [[], { WITH_MLFLOW_ENV_PRESIGNED: '0' }, false],
    [[], { WITH_MLFLOW_ENV_PRESIGNED: '1', DEFAULT_ARTIFACT_ROOT: A }, true],
  ])('can be reached past the server or not: %j %j %j', (words, env, expected) => {
    expect(resolved({ words, env }).settings.artifacts.presigned?.value).toBe(expected)
  })

  it.each<[Setup]>([
    [{ words: ['--artifact-root', A] }],
    [{ words: ['--artifact-root', 'gs://a'] }],
    [{ words: ['--artifacts-destination', A] }],
    // New experiments are direct, and older ones still come through the server.
    [{ words: ['--default-artifact-root', A, '--artifacts-destination', A] }],
    [{ env: { DEFAULT_ARTIFACT_ROOT: A } }],
    [{ files: [{ MLFLOW_ARTIFACT_ROOT: A }] }],
    [{ files: [{ MLFLOW_ARTIFACTS_DESTINATION: A }] }],
  ])('is reached through the server alone if nobody says otherwise: %j', (setup) => {
    expect(resolved(setup).settings.artifacts.presigned).toEqual({ value: false, origin: { kind: 'default' } })
  })

  it.each<[Setup]>([
    [{}],
    [{ words: ['--artifact-root', './art'] }],
    [{ words: ['--artifact-root', A, '--no-serve-artifacts'] }],
    [{ words: ['--default-artifact-root', A] }],
  ])('needs no such decision without a store behind the server: %j', (setup) => {
    expect(resolved(setup).settings.artifacts.presigned).toBeNull()
  })
})
