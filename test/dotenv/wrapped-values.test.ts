import { describe, expect, it } from 'vitest'
import { parseEnvFile } from '../../src/dotenv/env-file.ts'

const read = (text: string) => parseEnvFile({ path: '/x/.env', display: '.env', text }, () => undefined)
const errors = (text: string) =>
  read(text).diagnostics.filter(({ severity, code }) => severity === 'error' || code === 'env-file-wrapped-value')

const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
const TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'
const START = 'IQoJb3JpZ2luX2VjEDUaCXVzLWVhc3QtMSJHMEUCIQD'

describe('an unquoted value that goes on in the next line', () => {
  it.each([
    ['two more lines of a token', `${TOKEN}=${START}\nAbCdEf/+gH12\nxyz==\n`, 2],
    ['its padding only', `${TOKEN}=${START}\nxyz==\n`, 2],
    ['letters and digits', `${TOKEN}=${START}\nkJ8sd7fGh2\nab\n`, 2],
    ['letters alone', `${TOKEN}=${START}\nAbCdEfGhIj\n`, 2],
    ['indented lines', `${TOKEN}=${START}\n   AbCdEf/+gH12\n   xyz=\n`, 2],
    ['CRLF', `${TOKEN}=${START}\r\nAbCdEf12\r\n`, 2],
    ['a value below its name', `A=1\n${SECRET}=\nwJalrXUtnFEMI/K7MDENG/bPxRfiCY\n`, 3],
    ['a secret of 40 characters', `${SECRET}=abcdefghijklmnopqrstuvwxyzabcd\nefghijklmn\n`, 2],
    ['a backslash at the end, as in a shell', `${SECRET}=abcdefghijklmnopqrst\\\nuvwxyz\n`, 2],
    ['hexadecimal digits', `AWS_SESSION_TOKEN=0123456789abcdef\n0123456789abcdef\n`, 2],
    ['a path of a URI', 'MLFLOW_TRACKING_URI=https://user:password@host.example\n/mlflow/prefix\n', 2],
    ['a parameter of a URI', 'DATABASE_URI=postgresql://user:password@host/db\n?sslmode=require&x=y\n', 2],
  ])('is refused: %s', (_, text, line) => {
    expect(errors(text)).toMatchObject([{ code: 'env-file-wrapped-value', severity: 'error', data: { line } }])
  })

  it('is never shown, nor are the names that Python makes of it', () => {
    const { diagnostics, possiblySecretNames } = read(`${TOKEN}=${START}\nAbCdEf/+gH12\nqrst\nxyz==\n`)
    expect([...possiblySecretNames]).toEqual(['AbCdEf/+gH12', 'qrst', 'xyz'])
    expect(JSON.stringify(diagnostics)).not.toMatch(/AbCd|qrst|xyz|IQoJ/)
    expect(diagnostics.map(({ message }) => message).join()).not.toMatch(/AbCd|qrst|xyz|IQoJ/)
  })

  it('of another variable is read as Python does, but its lines are no names to show', () => {
    const { diagnostics, possiblySecretNames } = read('MY_TOKEN=abcdefghijklmnop\nAbCdEf/+gH12\nxyz==\n')
    expect(diagnostics).toEqual([])
    expect([...possiblySecretNames]).toEqual(['AbCdEf/+gH12', 'xyz'])
  })
})

describe('a line below a value', () => {
  it.each([
    ['a name alone', `${TOKEN}=${START}\nDEBUG\n`],
    ['names alone', `${SECRET}=abcdefghijklmnopqrstuvwxyzabcdefghijkl\nDEBUG\nlog_level\n`],
    ['an empty value', `${TOKEN}=${START}\nDEBUG=\n`],
    ['a variable of AWS', `${TOKEN}=${START}\nAWS_PROFILE==\n`],
    ['a value', `${TOKEN}=${START}\nAbCdEf12=x\n`],
    ['a blank line', `${TOKEN}=${START}\n\nAbCdEf12\n`],
    ['a comment', `${TOKEN}=${START}\n# AbCd/Ef12\n`],
    ['after a quoted value', `${TOKEN}="${START}"\nAbCdEf12\n`],
    ['after a short value', 'MLFLOW_RUN_NAME=x\na/b\n'],
    ['names with other characters', 'MLFLOW_TRACKING_URI=http://localhost:5000\nmy.name=x\nmy-name=y\n'],
  ])('is a variable of its own: %s', (_, text) => {
    expect(errors(text)).toEqual([])
  })
})
