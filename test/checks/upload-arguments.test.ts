import { describe, expect, it } from 'vitest'
import { uploadArguments } from '../../src/checks/upload-arguments.ts'
import { checkContext } from '../rig/check-context.ts'

const S3 = ['--artifact-root', 's3://b']
const check = (value: string, words: readonly string[] = S3) =>
  uploadArguments.run(checkContext({ words, env: { MLFLOW_S3_UPLOAD_EXTRA_ARGS: value } }))

describe('the arguments of uploads', () => {
  it.each(['{"ServerSideEncryption": "AES256"}', '{}', ' null ', '', '{"Metadata": {"a": "b"}}'])(
    'may be %j',
    (value) => {
      expect(check(value)).toEqual([])
    },
  )

  it.each([
    ["{'ServerSideEncryption': 'AES256'}", 'not JSON'],
    ['ServerSideEncryption=AES256', 'not JSON'],
    ['{"SSECustomerKey": "a-s3cret"', 'not JSON'],
    ['[{"a": "b"}]', 'not an object'],
    ['"a-s3cret"', 'not an object'],
    ['1', 'not an object'],
  ])('are refused without being shown: %s', (value, problem) => {
    const [found] = check(value)
    expect(found).toMatchObject({ severity: 'error', data: { problem, characters: value.length } })
    expect(found?.message).not.toMatch(/s3cret|AES256/)
    expect(check(value, ['--default-artifact-root', 's3://b'])).toHaveLength(1)
  })

  it('are refused in the shell too, although the project’s server does not get the shell’s', () => {
    const env = { MLFLOW_S3_UPLOAD_EXTRA_ARGS: "{'ACL': 'x'}" }
    const context = { ...checkContext({ words: S3, env }), env: {} }
    expect(uploadArguments.run(context)).toMatchObject([{ severity: 'error', data: { problem: 'not JSON' } }])
  })

  it('do not matter to a server that stores nothing on S3', () => {
    expect(check('x', [])).toEqual([])
    expect(check('x', ['--artifact-root', 'gs://b'])).toEqual([])
  })
})
