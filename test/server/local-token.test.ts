import { expect, it } from 'vitest'
import { checkLocalToken } from '../../src/commands/server/gate-plan.ts'
import { byDefault } from '../../src/model/origin.ts'

const VARIABLE = { kind: 'environment', name: 'WITH_MLFLOW_ENV_LOCAL_TOKEN' } as const
const check = (auth: boolean, localToken: boolean) =>
  checkLocalToken({
    auth: byDefault(auth),
    localToken: { value: localToken, origin: VARIABLE },
  } as Parameters<typeof checkLocalToken>[0]).map(({ code, severity }) => [code, severity])

it('a variable that asks for a local key of a server without a gate has a warning', () => {
  expect(check(false, true)).toEqual([['local-token-without-auth', 'warning']])
  for (const [auth, localToken] of [
    [true, true],
    [false, false],
  ] as const) {
    expect(check(auth, localToken)).toEqual([])
  }
})
