// What tests import from vitest, in the engine: vitest's own runner and its own matchers, without what needs Node.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect'
import { fn, restoreAllMocks, spyOn } from '@vitest/spy'
import { env } from '../../../src/host/native/environment.ts'

export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  it,
  onTestFailed,
  onTestFinished,
  suite,
  test,
} from '@vitest/runner'

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

type Expect = typeof import('vitest')['expect']

export const expect = makeExpect()
export const vi = { fn, spyOn, restoreAllMocks, setConfig() {} }

/** The folder for all that the tests write. */
export function inject(_name: 'temporaryFolder'): string | undefined {
  return env().TMPDIR
}

function makeExpect(): Expect {
  const expect = ((value: unknown, message?: string) => chai.expect(value, message)) as Expect
  const globals = globalThis as unknown as Record<symbol, object>
  Object.assign(expect, chai.expect, globals[ASYMMETRIC_MATCHERS_OBJECT])
  setState({ ...getState(globals[GLOBAL_EXPECT] as Expect), assertionCalls: 0 }, expect)
  expect.unreachable = (message) => chai.assert.fail(message ?? 'expected not to be reached')
  globals[GLOBAL_EXPECT] = expect
  return expect
}
