import { describe, expect, it } from 'vitest'
import { configured, PROJECT } from '../rig/configure-values.ts'

const SECRET = 'p/ss:w@rd'
const NAME = 'WITH_MLFLOW_ENV_KEYS'
const given = (store: string, more: object = {}) => configured({ env: { [NAME]: store }, files: [PROJECT], ...more })

describe('the store of API keys', () => {
  it.each([
    ['postgresql://u:secret@h:5432/d?sslmode=require', 'postgresql://u@h:5432/d?sslmode=require'],
    ['postgresql://h/d?user=u&password=secret&sslmode=require', 'postgresql://h/d?user=u&sslmode=require'],
    ['postgresql://h/d?password=secret&user=u', 'postgresql://h/d?user=u'],
    ['postgres://u:secret@h/d', 'postgres://u@h/d'],
  ])('goes to the command without its password: %s', (store, shown) => {
    for (const options of [[], ['--keep-aws']]) expect(given(store, { options }).child[NAME]).toBe(shown)
  })

  it('does not go to the command if its password cannot be told apart', () => {
    const store = `postgresql://u:${SECRET}@h/d`
    const { child, change } = given(store)
    expect(JSON.stringify(child)).not.toContain('w@rd')
    expect([...change.unset.keys(), ...change.set.keys()]).toContain(NAME)
  })

  it.each(['keys.json', '/etc/mlflow/keys.json', 'postgresql://u@h/d'])('stays as it is without one: %s', (store) => {
    expect(given(store).child[NAME]).toBe(store)
    expect(given(store).change.set.has(NAME)).toBe(false)
  })

  it('stays as it is if the user asks for that', () => {
    const store = 'postgresql://u:secret@h/d'
    expect(given(store, { options: ['--keep', NAME] }).child[NAME]).toBe(store)
  })

  it('is not taken from a file', () => {
    const file = { ...PROJECT, [NAME]: 'theirs.json' }
    const { child, change } = configured({ files: [file] })
    expect(child).not.toHaveProperty(NAME)
    expect(change.withheld).toMatchObject([{}, {}, { origin: { name: NAME }, reason: expect.stringContaining('file') }])
    const overridden = configured({ env: { [NAME]: 'mine.json' }, files: [file], options: ['--override'] })
    expect(overridden.child[NAME]).toBe('mine.json')
  })
})
