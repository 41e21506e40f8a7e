import { describe, expect, it } from 'vitest'
import { parseNetrc } from '../../src/mlflow/netrc.ts'

const parse = (text: string) => {
  const { machines, hasDefault } = parseNetrc(text)
  return [[...machines], hasDefault]
}

describe('the hosts of a .netrc file', () => {
  it.each([
    ['', [[], false]],
    ['machine a login b password c', [['a'], false]],
    ['machine a\n  login b\n  password c\nmachine B.example\nlogin x password y\n', [['a', 'b.example'], false]],
    ['machine a login default password machine machine b account default', [['a', 'b'], false]],
    ['machine "a" login "machine x" password "default"\ndefault login b password c', [['a'], true]],
    ['# machine x\n#default\nmachine a login b password #c\n', [['a'], false]],
    ['macdef init\nmachine x\ndefault\n\nmachine a login b password c', [['a'], false]],
    ['machine', [[''], false]],
  ])('are read from %j', (text, expected) => {
    expect(parse(text)).toEqual(expected)
  })
})
