import { describe, expect, it } from 'vitest'
import { createDebugLog } from '../../src/commands/debug.ts'
import { toFrames } from '../../src/commands/internal-error.ts'
import { environmentSource } from '../../src/model/source.ts'
import { toSources } from '../rig/sources.ts'

const SECRET = 'sEcReT-vAlUe'

function start(env: Record<string, string> = {}) {
  let written = ''
  const log = createDebugLog((text) => {
    written += text
  }, environmentSource(env))
  return { log, text: () => written }
}

/** An error whose message and function name look like a stack. */
function thrown(message: string): Error {
  function innermost() {
    return new TypeError(message)
  }
  return innermost()
}

describe('the debug log', () => {
  it('prints a decision with the time', () => {
    const { log, text } = start()
    log.log('launch engine exec: taken')
    expect(text()).toMatch(/^with-mlflow-env: debug: \+\d+\.\d ms launch engine exec: taken\n$/)
  })

  it.each([
    [{ AWS_SECRET_ACCESS_KEY: SECRET }],
    [{ DB_PASSWORD: SECRET }],
    [{ DATABASE_URI: SECRET }],
    [{ ANY: `proto://user:${SECRET}@host` }],
  ])('replaces what may be a secret in the environment: %j', (env) => {
    const { log, text } = start(env)
    log.log(`a ${Object.values(env)[0]} b`)
    expect(text()).toContain(`a [${Object.keys(env)[0]}] b`)
    expect(text()).not.toContain(SECRET)
  })

  it('replaces every value of a file, under any name', () => {
    const { log, text } = start()
    log.log(`before ${SECRET}`)
    log.hide(toSources([{}, { ANYTHING: SECRET }]))
    log.log(`after ${SECRET}`)
    expect(text().split('\n')[1]).toContain('after [ANYTHING]')
  })

  it('lets no character through that a terminal would obey', () => {
    const { log, text } = start()
    log.log('a\x1b[2Jb')
    expect(text()).toContain('a\\u001b[2Jb')
  })

  it.each([
    ['whole', `cannot read ${SECRET}`],
    ['in several lines', `cannot read ${SECRET.slice(0, 6)}\n${SECRET.slice(6)}`],
    ['escaped, as Node quotes what it was given', `Received '${SECRET.replace('-', '\\x2d')}'`],
    ['in part, as JSON.parse quotes a text', `Unexpected token in ...${SECRET.slice(3)}`],
  ])('leaves the message out of a stack, which could quote a value: %s', (_, message) => {
    const { log } = start({ SOME_SECRET: SECRET })
    log.hide(toSources([{}, { NAME: SECRET }]))
    expect(log.stack(thrown(message))).toMatch(/^TypeError\n {4}at .*innermost/)
    expect(log.stack(thrown(message))).not.toMatch(/sEcReT|vAlUe|cReT/)
  })
})

describe('the frames of an internal error', () => {
  it('are the innermost functions with their places, without the message', () => {
    const [first, ...others] = toFrames(thrown(`x ${SECRET}\n    at ${SECRET} (/a/b.js:1:2)`))
    expect(first).toMatch(/^innermost \([\w.-]+:\d+:\d+\)$/)
    expect(others.length).toBeGreaterThan(0)
    expect(others.length).toBeLessThan(4)
    expect(others.join()).not.toContain(SECRET)
  })

  it('are none for what is no error', () => {
    expect(toFrames('text')).toEqual([])
  })
})
