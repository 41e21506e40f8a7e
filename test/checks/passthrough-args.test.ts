import { describe, expect, it } from 'vitest'
import { passthroughArgs } from '../../src/checks/passthrough-args.ts'
import { SERVER_OPTIONS } from '../../src/options/server-options.ts'
import { checkContext } from '../rig/check-context.ts'

const check = (...words: readonly string[]) => passthroughArgs.run(checkContext({}, { passthroughArgs: words }))

describe('the words that go to MLflow as they are', () => {
  it.each([
    [[]],
    [['--app-name', 'basic-auth']],
    [['--dev', '--expose-prometheus', './metrics']],
    [['--registry-store-uri', 'sqlite:///r.db']],
    [['--uvicorn-opts', '--host']],
    [['--help']],
  ])('may be %j', (words) => {
    expect(check(...words)).toEqual([])
  })

  const own = SERVER_OPTIONS.filter(({ variable }) => variable?.startsWith('MLFLOW_')).map(({ name }) => `--${name}`)
  it.each([...own, '--no-serve-artifacts', '--port=1', '-p', '-p1', '-w', '-h'])(
    'are refused with an option that the launcher has: %s',
    (word) => {
      expect(check('--dev', word, 'x')).toMatchObject([{ code: 'option-after-separator', severity: 'error' }])
    },
  )

  it('are refused with --dry-run, with which MLflow would start', () => {
    expect(check('--app-name', 'basic-auth', '--dry-run')).toMatchObject([{ data: { option: '--dry-run' } }])
  })
})
