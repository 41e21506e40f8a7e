// Random odd `.env` files: what the child gets is what Python's load_dotenv() reads, and nothing is refused or warned
// about without a cause. ORACLE_SEED and ORACLE_FILES repeat a failure or widen the search.

import process from 'node:process'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Env } from '../../oracle/accounts.ts'
import { EnvFileSandbox } from '../oracle/env-file-sandbox.ts'
import { everydayFile, oddFile, oddParent, oddValue } from '../oracle/odd-files.ts'
import { causes, differing, expectPythons } from '../oracle/parse-result.ts'
import { Worker } from '../oracle/python-worker.ts'

const seed = Number(process.env.ORACLE_SEED ?? 20_261)
const numRuns = Number(process.env.ORACLE_FILES ?? 900)
const worker = new Worker()
const sandbox = new EnvFileSandbox()
afterAll(() => {
  worker.stop()
  sandbox.clear()
})

const BY_LINE = ['env-file-syntax', 'env-file-value-unset', 'env-file-version-dependent']
const parentOf = (variables: Env): Env => ({ ...sandbox.parent, ...variables })
/** What the launcher refuses in a URI: control characters, blanks at the ends, a placeholder, an expression. */
const badUri = (value = '') =>
  /\p{Cc}/u.test(value) ||
  value !== value.trim() ||
  /^(?:<.*>|your)/s.test(value) ||
  isUnreplaced(value) ||
  isOtherThanUri(value)
/** Quotes that are left, and what a shell or a template would have replaced. */
const isUnreplaced = (value: string) => /^\\?(["'`]).*\1$|^\$|^\}+$|\{\{.*\}\}|:\/\/[^/]*[${}<>`]/s.test(value)
/** One quote without the other, `$(NAME)`, `${NAME}`, and JSON. */
const isOtherThanUri = (value: string) => /^["']|["']$|\$\(\w+\)|\$\{\w+|^\s*[[{]/.test(value)

/** Whether Python sets anything: a file that has lines and sets nothing is no .env file. */
const setsSomething = ({ now }: Awaited<ReturnType<Worker['parse']>>) =>
  now.statements.some(({ value }) => value !== null && value !== '=' && value !== '')

/** What is in no secret: other than visible characters, an expression, a URI that refers to the secret. */
const isNoSecret = (value: string) =>
  /[^\x21-\x7e]/.test(value) || isUnreplaced(value) || /^[a-z][a-z0-9+.-]*:\/\//i.test(value)

describe('odd .env files', () => {
  it('give the child the values that Python reads, and are refused only for a reason', async () => {
    const counts = { accepted: 0, refused: 0 }
    const property = fc.asyncProperty(oddFile, oddParent, async (text, variables) => {
      const parent = parentOf(variables)
      const files = sandbox.write({ '.env': text })
      const parsed = await worker.parse(text, parent)
      const python = await worker.load(parent, files)
      const { refused, env, warned } = sandbox.read(parent)
      const { must: mustRefuse, may: mayRefuse } = causes(parsed)
      if (refused !== null) {
        counts.refused++
        if (BY_LINE.includes(refused)) expect(mayRefuse, text).toContain(refused)
        else if (refused === 'env-file-without-variables') expect(setsSomething(parsed), text).toBe(false)
        else {
          expect(['invalid-value', 'placeholder-value']).toContain(refused)
          expect(badUri(python.env.MLFLOW_TRACKING_URI), text).toBe(true)
        }
        return
      }
      counts.accepted++
      expect(mustRefuse, text).toEqual([])
      const { must, may } = differing(text, parsed)
      expect(
        [...must].filter((line) => !warned.has(line)),
        'lines without their warning',
      ).toEqual([])
      expect(
        [...warned].filter((line) => !may.has(line)),
        'lines warned about without a cause',
      ).toEqual([])
      // A name that holds '=' stops Python's load_dotenv() with an error.
      if (python.error === 'ValueError') expect(Object.keys(env).filter((name) => name.includes('='))).toEqual([])
      else expectPythons(env, python.env)
    })
    await fc.assert(property, { seed, numRuns })
    expect(counts.accepted, JSON.stringify(counts)).toBeGreaterThan(numRuns / 4)
    expect(counts.refused, JSON.stringify(counts)).toBeGreaterThan(numRuns / 20)
  })

  it('in a pair are read like load_dotenv(".env.mlflow") and then load_dotenv(".env")', async () => {
    const counts = { compared: 0 }
    const property = fc.asyncProperty(oddFile, oddFile, oddParent, async (first, second, variables) => {
      const parent = parentOf(variables)
      const files = sandbox.write({ '.env.mlflow': first, '.env': second })
      const python = await worker.load(parent, files)
      const { refused, env } = sandbox.read(parent)
      if (refused !== null || python.error !== null) return
      counts.compared++
      expectPythons(env, python.env)
    })
    try {
      await fc.assert(property, { seed, numRuns: numRuns / 3 })
      expect(counts.compared).toBeGreaterThan(numRuns / 30)
    } finally {
      sandbox.write({ '.env.mlflow': '' })
    }
  })

  it('give the secret that Python reads or are refused', async () => {
    const id = 'AKIAPPPPPPPPPPPPPPPP'
    const counts = { accepted: 0 }
    const property = fc.asyncProperty(oddValue, async (value) => {
      const files = sandbox.write({ '.env': `MLFLOW_AWS_ACCESS_KEY_ID=${id}\nMLFLOW_AWS_SECRET_ACCESS_KEY=${value}\n` })
      const python = await worker.load(parentOf({}), files)
      const { refused, env } = sandbox.read(parentOf({}))
      const secret = python.env.MLFLOW_AWS_SECRET_ACCESS_KEY
      if (refused === null) {
        counts.accepted++
        expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret })
      } else if (refused === 'incomplete-credentials') expect(secret || null).toBeNull()
      else if (refused === 'invalid-value') expect(isNoSecret(secret ?? ''), value).toBe(true)
      else if (refused === 'placeholder-value') expect(secret).toMatch(/^\s*<.*>\s*$/s)
      else expect(BY_LINE).toContain(refused)
    })
    await fc.assert(property, { seed, numRuns: numRuns / 3 })
    expect(counts.accepted).toBeGreaterThan(numRuns / 30)
  })
})

describe('everyday .env files', () => {
  it('are read without a warning and never refused', async () => {
    const property = fc.asyncProperty(everydayFile, oddParent, async (text, variables) => {
      const parent = parentOf(variables)
      const python = await worker.load(parent, sandbox.write({ '.env': text }))
      const { refused, env, warned } = sandbox.read(parent)
      expect({ refused, warned: [...warned] }).toEqual({ refused: null, warned: [] })
      expectPythons(env, python.env)
    })
    await fc.assert(property, { seed, numRuns: numRuns / 3 })
  })
})
