import { describe, expect, it } from 'vitest'
import { parseEnvFile } from '../../src/dotenv/env-file.ts'
import { isProtected } from '../../src/dotenv/protected-names.ts'

const read = (text: string) => parseEnvFile({ path: '/p/.env', display: '.env', text }, () => undefined)

/** What is said about a file, each as its severity, its code and what it is about. */
function diagnose(text: string) {
  return read(text).diagnostics.map(({ severity, code, data }) => ({ severity, code, ...(data as object) }))
}

/** The first error, for which the file is not used; null if there is none. */
function failure(text: string) {
  return diagnose(text).find(({ severity }) => severity === 'error') ?? null
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
  ])('is refused if it names a variable of MLflow or AWS: %s', (line) => {
    for (const name of NAMES) {
      const text = `A=1\n\n${line.replace('%', name)}\nB=2\n`
      expect(failure(text), name).toMatchObject({ code: 'env-file-syntax', name, display: '.env', line: 3 })
    }
  })

  it.each([
    ['an invisible character before the name', '\u200bMLFLOW_AWS_PROFILE=lab'],
    ['a Cyrillic letter in it', 'MLFLOW_\u0410WS_PROFILE=lab'],
    ["a wide '='", 'MLFLOW_AWS_PROFILE\uff1dlab'],
    ['a soft hyphen, and quotes', 'export MLFLOW_AWS\u00ad_PROFILE="lab"'],
  ])('is told apart from one without quotes if there is %s', (_, line) => {
    expect(failure(`${line}\n`)).toMatchObject({ code: 'env-file-syntax', cause: 'character' })
  })

  it.each(['MLFLOW_AWS_PROFILE="caf\u00e9" x', '- MLFLOW_AWS_PROFILE=caf\u00e9'])(
    'is not blamed for what its value has: %s',
    (line) => {
      expect(failure(`${line}\n`)).not.toMatchObject({ cause: 'character' })
    },
  )

  it.each(['A="x"y', 'A: x', 'A="x', 'some words', 'MY_AWS_THING="x"y', 'aws_profile="x"y'])(
    'causes a warning if it names another variable: %s',
    (line) => {
      expect(diagnose(`${line}\n`)).toMatchObject([
        { severity: 'warning', code: 'env-file-syntax', name: null, line: 1 },
      ])
    },
  )

  it('is refused if it includes a line with such a name', () => {
    const text = 'A="x\nMLFLOW_TRACKING_URI=http://x\nB="y"z\n'
    expect(failure(text)).toMatchObject({ code: 'env-file-syntax', name: 'MLFLOW_TRACKING_URI', line: 2 })
  })

  it('is not a comment or a value with such a name', () => {
    expect(failure('# AWS_PROFILE="x"y\nA="AWS_PROFILE: x"\nB=\'set AWS_PROFILE=x\'\n')).toBeNull()
  })
})

describe('a line that unsets an earlier one', () => {
  it.each([
    ['MLFLOW_TRACKING_URI=x\nMLFLOW_TRACKING_URI\n', 2],
    ['AWS_PROFILE=x\n\nexport AWS_PROFILE\n', 3],
  ])('is refused: %j', (text, line) => {
    expect(failure(text)).toMatchObject({ code: 'env-file-value-unset', line })
  })

  it.each(['A=x\nA\n', 'AWS_PROFILE\n', 'AWS_PROFILE=\nAWS_PROFILE\n', 'AWS_PROFILE\nAWS_PROFILE=x\n'])(
    'is accepted if nothing is lost: %j',
    (text) => {
      expect(failure(text)).toBeNull()
    },
  )
})

describe('a line that versions of python-dotenv read differently', () => {
  it.each([
    ['A=1\nAWS_PROFILE= # c\n', 2],
    ["AWS_PROFILE='x\\\\'\nB='y'\n", 1],
    ["B='x\\\\'\nAWS_PROFILE='y'\n", 2],
  ])('is refused: %j', (text, line) => {
    expect(failure(text)).toMatchObject({ code: 'env-file-version-dependent', line })
  })

  it.each([
    '\ufeffA=x\nAWS_PROFILE=x\n',
    '\ufeffAWS_PROFILE=x\n',
    'A= # c\n',
    "AWS_PROFILE='x\\\\'\n",
    "AWS_PROFILE='a\\'b'\n",
    'AWS_PROFILE=x # c\n',
  ])('is accepted if nothing is lost: %j', (text) => {
    expect(failure(text)).toBeNull()
  })
})

describe('a value', () => {
  const longest = 131_071 - 'A='.length

  it('of the longest length that a process can be given passes', () => {
    expect(failure(`A=${'x'.repeat(longest)}\n`)).toBeNull()
  })

  it.each([['x'.repeat(longest + 1)], ['é'.repeat(longest / 2 + 1)]])(
    'that is longer than a process can be given is refused',
    (value) => {
      expect(failure(`B=1\nA=${value}\n`)).toMatchObject({ code: 'env-file-line-too-long', display: '.env', line: 2 })
    },
  )

  it('that grows too long by what it refers to is refused', () => {
    const text = `A=${'x'.repeat(70_000)}\nB=\${A}\${A}\n`
    expect(failure(text)).toMatchObject({ code: 'env-file-line-too-long', line: 2 })
  })
})

describe('what Python loses of other variables', () => {
  it.each([
    ['A="x"y', 'env-file-syntax', 1],
    ['A="x\nB=b', 'env-file-syntax', 1],
    ['A: x', 'env-file-syntax', 1],
    ['A=x\nexport A', 'env-file-value-unset', 2],
    ['A=x\nA', 'env-file-value-unset', 2],
    ['A= # c', 'env-file-version-dependent', 1],
    ['\ufeffA=x', 'env-file-version-dependent', 1],
    ['\ufeffMLFLOW_TRACKING_URI=x\n', 'env-file-version-dependent', 1],
    ['\ufeff AWS_PROFILE=x\n', 'env-file-version-dependent', 1],
  ])('causes a warning: %j', (text, code, line) => {
    expect(diagnose(text)).toMatchObject([{ severity: 'warning', code, line, display: '.env' }])
  })

  it.each([
    'A=x#y',
    'A=`x`',
    'A="\\t"',
    "'A'=x",
    'Ä=x',
    "B=b\nA='${B}'",
    'A=x\nA\nA=y',
    'A',
    '\ufeff# c\nA=x',
    '\ufeff\nA=x',
  ])('causes no warning if only other readers differ: %j', (text) => {
    expect(diagnose(text)).toEqual([])
  })

  it('is reported once for each line, in the order of the lines', () => {
    const found = diagnose('B= # c\nA: x\nC=1\nC\n')
    expect(found.map((one) => 'line' in one && one.line)).toEqual([1, 2, 4])
  })

  it('is reported for the first lines only, with the number of the others', () => {
    const found = diagnose('A: x\n'.repeat(17))
    expect(found).toHaveLength(11)
    expect(found.at(-1)).toMatchObject({ code: 'env-file-more-lines', more: 7 })
  })

  it('is never quoted in a message', () => {
    const text = 'A="hunter2"x\nhunter2: x\nC=hunter2\nC\nD= # hunter2\n'
    const { diagnostics } = read(text)
    expect(diagnostics).toHaveLength(4)
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2')
  })

  it('is named only if its name cannot be a part of a secret', () => {
    const { diagnostics, possiblySecretNames } = read('KEY="-----BEGIN\nMIIE= # c\nhQ=\nhQ\n-----END\n')
    expect(diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(['env-file-version-dependent']))
    expect(diagnostics.map(({ message }) => message).join()).not.toMatch(/MIIE|hQ/)
    expect(JSON.stringify(diagnostics)).not.toMatch(/MIIE|hQ/)
    expect([...possiblySecretNames]).toEqual(expect.arrayContaining(['MIIE', 'hQ']))
  })
})

describe('a name with = in it', () => {
  it('is not passed on, because it would be another variable', () => {
    expect([...read("A=1\n'B=C'=x\n").entries.keys()]).toEqual(['A'])
    expect(diagnose("A=1\n'B=C'=x\n")).toMatchObject([{ severity: 'warning', code: 'invalid-variable-name', line: 2 }])
  })

  it('is refused if the variable would be MLflow’s or AWS’s', () => {
    expect(failure("'AWS_PROFILE=other'=x\n")).toMatchObject({ code: 'env-file-syntax' })
  })
})

describe('the names of MLflow, AWS and the launcher', () => {
  it.each<readonly [string, boolean]>([
    ...NAMES.map((name) => [name, true] as const),
    ['REGISTRY_URI', true],
    ['_URI', false],
    ['URI', false],
    ['AWS', false],
    ['MY_AWS_PROFILE', false],
    ['aws_profile', false],
    ['A', false],
  ])('are recognized: %s, %s', (name, expected) => {
    expect(isProtected(name)).toBe(expected)
  })
})
