import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../src/model/secret.ts'
import { configured, PROJECT } from '../rig/configure-values.ts'

const TEXT = 'wJalrXUtnFEMI/K7MDENG'
const secret = new Secret(TEXT)

function logged(...values: unknown[]): string {
  let text = ''
  const stream = new Writable({
    write(chunk, _, done) {
      text += String(chunk)
      done()
    },
  })
  new Console(stream).log(...values)
  return text
}

describe('a secret', () => {
  it.each([
    ['String()', String(secret)],
    ['a template', `${secret}`],
    ['a sum', `${'x: '}${secret}`],
    ['JSON', JSON.stringify({ secret, nested: [secret] })],
    ['inspect', inspect(secret)],
    ['inspect of everything', inspect({ secret }, { depth: 9, showHidden: true, getters: true })],
    ['inspect without custom ways', inspect({ secret }, { customInspect: false, showHidden: true })],
    ['format %s', format('%s %o %O %j', secret, secret, secret, secret)],
    ['console.log', logged('a', secret, { secret }, new Map([['k', secret]]))],
    ['an error', inspect(new Error(`cannot use ${secret}`, { cause: { secret } }))],
    ['join', [secret].join()],
    ['its keys and values', JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret).map(String)])],
    ['a spread copy', inspect({ ...secret })],
  ])('is hidden from %s', (_, shown) => {
    expect(shown).not.toContain(TEXT)
    expect(shown).not.toContain(TEXT.slice(0, 6))
  })

  it('is recognizable as one', () => {
    expect(`${secret} ${JSON.stringify([secret])} ${inspect(secret)}`).toBe('[secret] ["[secret]"] [secret]')
  })

  it('cannot be copied by accident', () => {
    expect(inspect(structuredClone(secret))).not.toContain(TEXT)
  })

  it('is revealed on request', () => {
    expect(secret.reveal()).toBe(TEXT)
  })

  it('is the type of keys in resolved credentials', () => {
    const { credentials } = configured({ files: [{ ...PROJECT, MLFLOW_AWS_SESSION_TOKEN: 'projecttoken' }] })
    const shown = inspect(credentials, { depth: 9 }) + JSON.stringify(credentials)
    expect(shown).not.toMatch(/projectsecret|projecttoken/)
  })
})
