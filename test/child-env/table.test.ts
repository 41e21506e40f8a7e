import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/child-env/rule.ts'
import { TABLE } from '../../src/child-env/table.ts'

/** The rule for a name, asked in the slow and obvious way. */
function first(name: string) {
  const upper = name.toUpperCase()
  const exact = TABLE.find(({ names }) => names.includes(upper))
  const begun = TABLE.find(({ names }) =>
    names.some((known) => known.endsWith('*') && upper.startsWith(known.slice(0, -1))),
  )
  const rule = exact ?? begun
  return rule?.isCaseSensitive && name !== upper ? undefined : rule
}

const written = TABLE.flatMap(({ names }) => names)
const names = written.flatMap((name) => (name.endsWith('*') ? [name.slice(0, -1), name.replace('*', 'X_1')] : [name]))

describe('the table of variables', () => {
  const lookUp = compileRules(TABLE)

  it.each(names)('finds the rule for %s', (name) => {
    for (const spelled of [name, name.toLowerCase(), `${name.slice(0, 3).toLowerCase()}${name.slice(3)}`]) {
      expect(lookUp(spelled)).toBe(first(spelled))
    }
  })

  it.each(['', 'A', 'PATH', 'AWSX', 'XAWS_REGION', 'SERVICE_URL', 'S3', 'http_proxy', 'MLFLOW_TRACKING_URI', 'aw'])(
    'has no rule for %j',
    (name) => {
      expect(first(name)).toBeUndefined()
      expect(lookUp(name)).toBeUndefined()
    },
  )

  it('has every name once, and in upper case', () => {
    expect(new Set(written).size).toBe(written.length)
    for (const name of written) expect(name).toBe(name.toUpperCase())
  })
})
