import { describe, expect, it } from 'vitest'
import { parseEnvFile, parseWithoutChecks } from '../../src/dotenv/env-file.ts'
import { parseEnvFiles } from '../../src/dotenv/parse-env-files.ts'

const fileOf = (text: string, display = '.env') => ({ path: `/p/${display}`, display, text })

describe('a file whose values grow without end', () => {
  it('is refused at the first value that is too long', () => {
    const text = `A=xxxxxxxx\n${'A=${A}${A}\n'.repeat(2000)}`
    const { diagnostics } = parseEnvFile(fileOf(text), () => undefined)
    expect(diagnostics).toMatchObject([{ code: 'env-file-line-too-long', severity: 'error' }])
  })
})

describe('several files', () => {
  it('can refer to the environment and to the files of higher precedence', () => {
    const texts = [fileOf('A=1\nB=1\n', '.env.mlflow'), fileOf('A=2\nC=${A}${B}${D:-d}\n')]
    const [, second] = parseEnvFiles(texts, { B: 'env' })
    expect(second?.entries.get('C')?.value).toBe('1envd')
  })
})

describe('a glance at a file', () => {
  it('finds names and lines and refuses nothing', () => {
    const text = "AWS_PROFILE='x'y\n\nAWS_REGION=r\nA\n"
    const { entries } = parseWithoutChecks(fileOf(text, '../.env'))
    expect([...entries.keys()]).toEqual(['AWS_REGION'])
    expect(entries.get('AWS_REGION')?.origin).toMatchObject({ line: 3, display: '../.env', path: '/p/../.env' })
  })
})
