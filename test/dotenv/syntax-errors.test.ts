import { parse } from 'dotenv'
import { describe, expect, it } from 'vitest'
import { parseEnvFile } from '../../src/dotenv/env-file.ts'
import { isOurs } from '../../src/dotenv/protected-names.ts'
import { Refusal } from '../../src/model/failure.ts'

function failure(text: string): unknown {
  try {
    parseEnvFile({ path: '/p/.env', display: '.env', text, second: () => parse(text) }, () => undefined)
  } catch (error) {
    if (error instanceof Refusal) return error.failure
    throw error
  }
  return null
}

const NAMES = [
  'MLFLOW_TRACKING_URI',
  'MLFLOW_AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'BACKEND_STORE_URI',
  'WITH_MLFLOW_ENV_STRICT',
]

describe('a line that Python drops', () => {
  it.each([
    '%="x"y',
    '%="x" y',
    "%='x'y",
    '%="x',
    "%='x",
    '%: x',
    '"%": "x",',
    'export %="x"y',
    'export % x',
    '% x',
    'set %=x',
    'declare -x %="x"',
    '- %=x',
    '  %: x',
    '"%"=x',
    '%+=x',
  ])('is refused where it names what matters: %s', (line) => {
    for (const name of NAMES) {
      const text = `A=1\n\n${line.replace('%', name)}\nB=2\n`
      expect(failure(text), name).toMatchObject({ code: 'env-file-line-dropped', name, display: '.env', line: 3 })
    }
  })

  it.each(['A="x"y', 'A: x', 'A="x', 'some words', 'MY_AWS_THING="x"y', 'aws_profile="x"y'])(
    'is a warning for others: %s',
    (line) => {
      expect(failure(`${line}\n`)).toBeNull()
    },
  )

  it('may have swallowed one that matters', () => {
    const text = 'A="x\nMLFLOW_TRACKING_URI=http://x\nB="y"z\n'
    // The line after it is read again by Python, and so is nothing lost here.
    const lost = failure(text)
    expect(lost === null || (lost as { line: number }).line === 2).toBe(true)
  })

  it('is not looked for in a comment or in a value', () => {
    expect(failure('# AWS_PROFILE="x"y\nA="AWS_PROFILE: x"\nB=\'set AWS_PROFILE=x\'\n')).toBeNull()
  })
})

describe('a line that undoes one above it', () => {
  it.each([
    ['MLFLOW_TRACKING_URI=x\nMLFLOW_TRACKING_URI\n', 2],
    ['AWS_PROFILE=x\n\nexport AWS_PROFILE\n', 3],
  ])('%j is refused', (text, line) => {
    expect(failure(text)).toMatchObject({ code: 'env-file-line-undone', line })
  })

  it.each(['A=x\nA\n', 'AWS_PROFILE\n', 'AWS_PROFILE=\nAWS_PROFILE\n', 'AWS_PROFILE\nAWS_PROFILE=x\n'])(
    '%j is not',
    (text) => {
      expect(failure(text)).toBeNull()
    },
  )
})

describe('a line that versions of python-dotenv read differently', () => {
  it.each([
    ['\ufeffMLFLOW_TRACKING_URI=x\n', 1],
    ['A=1\nAWS_PROFILE= # c\n', 2],
    ["AWS_PROFILE='x\\\\'\nB='y'\n", 1],
    ["B='x\\\\'\nAWS_PROFILE='y'\n", 2],
  ])('%j is refused', (text, line) => {
    expect(failure(text)).toMatchObject({ code: 'env-file-versions-differ', line })
  })

  it.each([
    '\ufeffA=x\nAWS_PROFILE=x\n',
    'A= # c\n',
    "AWS_PROFILE='x\\\\'\n",
    "AWS_PROFILE='a\\'b'\n",
    'AWS_PROFILE=x # c\n',
  ])('%j is not', (text) => {
    expect(failure(text)).toBeNull()
  })
})

describe('a value', () => {
  const longest = 131_071 - 'A='.length

  it('of the longest length that a process can be given passes', () => {
    expect(failure(`A=${'x'.repeat(longest)}\n`)).toBeNull()
  })

  it.each([['x'.repeat(longest + 1)], ['é'.repeat(longest / 2 + 1)]])('that is longer is refused', (value) => {
    expect(failure(`B=1\nA=${value}\n`)).toEqual({ code: 'env-file-line-too-long', display: '.env', line: 2 })
  })

  it('that grows too long by what it refers to is refused', () => {
    const text = `A=${'x'.repeat(70_000)}\nB=\${A}\${A}\n`
    expect(failure(text)).toMatchObject({ code: 'env-file-line-too-long', line: 2 })
  })
})

describe('the names that matter', () => {
  it.each<readonly [string, boolean]>([
    ...NAMES.map((name) => [name, true] as const),
    ['REGISTRY_URI', true],
    ['_URI', false],
    ['URI', false],
    ['AWS', false],
    ['MY_AWS_PROFILE', false],
    ['aws_profile', false],
    ['A', false],
  ])('%s: %s', (name, expected) => {
    expect(isOurs(name)).toBe(expected)
  })
})
