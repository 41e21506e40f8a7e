import { describe, expect, it } from 'vitest'
import { configure } from '../../src/configure/index.ts'
import { createKey } from '../../src/keys/api-key.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { hostContextIn, refusal, temporaryTree } from '../rig/temporary-tree.ts'

const TOKEN = 'MLFLOW_TRACKING_TOKEN'
const key = createKey().key.reveal()

/** The message of a refusal; null if a run would start. */
function refusalOf(env: Record<string, string>, text = '', args: string[] = [], role?: 'server'): string | null {
  const context = hostContextIn(temporaryTree({ '.env': text }), { env })
  return refusal(() => configure(context, parseArguments(args), role))?.message ?? null
}

describe('a login that cannot be right', () => {
  it.each([
    [`${key}\n`, 'ends with a line break'],
    [`${key}\r\n`, 'ends with a line break'],
    [`${key}\n${key}`, 'contains a line break'],
    [` ${key}`, 'contains whitespace'],
    [`${key} `, 'contains whitespace'],
    [`Bearer ${key}`, 'without the word Bearer'],
    [`bearer ${key}`, 'without the word Bearer'],
    [`${key}\u0000`, 'invisible character'],
    [`\u200b${key}`, 'invisible character'],
    [`“${key}”`, 'typographic quotes'],
    [`“${key}`, 'typographic quotes'],
    [`"${key}"`, 'quotes'],
    ['${MLFLOW_KEY}', 'nothing has replaced'],
  ])('is refused as a token, and not shown: %#', (value, said) => {
    const message = refusalOf({ [TOKEN]: value })
    expect(message).toContain(said)
    expect(message).toContain(TOKEN)
    expect(message).not.toContain(key.slice(5, 20))
  })

  it('is refused in a file, at its line', () => {
    expect(refusalOf({}, `\n${TOKEN}="${key}\n"\n`)).toContain(`${TOKEN} in .env:2 ends with a line break`)
  })

  it.each(['MLFLOW_TRACKING_USERNAME', 'MLFLOW_TRACKING_PASSWORD'])('is refused as %s', (name) => {
    expect(refusalOf({ [name]: 'me\n' })).toContain(`${name} in the environment ends with a line break`)
    expect(refusalOf({ [name]: ' it is “mine” ' })).toBeNull()
  })

  it.each([key, 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.-_x==', 'dapi0123+/~', ''])(
    'is no token of any form: %#',
    (value) => {
      expect(refusalOf({ [TOKEN]: value })).toBeNull()
    },
  )

  it('does no harm where it is not sent', () => {
    const bad = { [TOKEN]: `${key}\n` }
    expect(refusalOf(bad, '', [], 'server')).toBeNull()
    expect(refusalOf(bad, '', ['--with-server'])).toBeNull()
    const elsewhere = { ...bad, MLFLOW_TRACKING_URI: 'http://other.test:5000' }
    const override = 'MLFLOW_TRACKING_URI=http://here.test:5000\nWITH_MLFLOW_ENV_OVERRIDE=1\n'
    expect(refusalOf(elsewhere, override, ['--override'])).toBeNull()
  })
})
