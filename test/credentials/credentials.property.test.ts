import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastFour } from '../../src/credentials/credentials.ts'
import { mark } from '../../src/credentials/index.ts'
import { judge, type Layer, type Verdict, type World } from '../oracle/rules.ts'
import { IDS, world } from '../oracle/worlds.ts'
import { decide } from '../rig/sources.ts'

const runs = { numRuns: 2500 }

/** Holds for every world in which a set of project keys was found. */
function whereKeysAreFound(check: (set: Extract<Verdict, { mode: 'project' }>, world: World) => void): void {
  const seen = { count: 0 }
  fc.assert(
    fc.property(world, (given) => {
      const found = decide(given)
      if (found.mode !== 'project') return
      seen.count++
      check(found, given)
    }),
    runs,
  )
  expect(seen.count).toBeGreaterThan(100)
}

const nested = ({ layers }: World) => layers[0]?.WITH_MLFLOW_ENV !== undefined
const value = (layer: Layer, name: string) => layer[`MLFLOW_AWS_${name}`] || null

describe('the identity of any world', () => {
  it('is what the oracle says', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { resolved, ...found } = decide(given)
        const expected = judge(given)
        if (expected.mode !== 'refused') expect(found).toEqual(expected)
        else expect(expected.reasons).toContain(found.mode === 'refused' ? found.reasons[0] : found.mode)
      }),
      { ...runs, numRuns: 4000 },
    )
  })

  it('takes id, secret and token from two sources at most', () => {
    whereKeysAreFound(({ id, secret, token }, given) => {
      if (nested(given)) return
      const from = (name: string, text: string | null) =>
        given.layers.filter((layer) => text !== null && value(layer, name) === text)
      const pairs = from('ACCESS_KEY_ID', id).flatMap((a) => from('SECRET_ACCESS_KEY', secret).map((b) => [a, b]))
      expect(
        pairs.some((pair) => token === null || pair.some((layer) => value(layer, 'SESSION_TOKEN') === token)),
      ).toBe(true)
    })
  })

  it('takes no secret and no token that stand beside another id only', () => {
    whereKeysAreFound(({ id, secret, token }, given) => {
      if (nested(given)) return
      const beside = given.layers.filter((layer) => [null, id].includes(value(layer, 'ACCESS_KEY_ID')))
      expect(beside.map((layer) => value(layer, 'SECRET_ACCESS_KEY'))).toContain(secret)
      if (token !== null) expect(beside.map((layer) => value(layer, 'SESSION_TOKEN'))).toContain(token)
    })
  })

  it('does not depend on AWS_* where the project names anything', () => {
    fc.assert(
      fc.property(world, (given) => {
        const own = given.layers.some((layer) =>
          Object.entries(layer).some(([name, v]) => /^MLFLOW_AWS/.test(name) && v),
        )
        fc.pre(own && !nested(given))
        const bare = given.layers.map((layer) => only(layer, /^MLFLOW_AWS_/))
        const { resolved, ...found } = decide(given)
        const { resolved: _, ...without } = decide({ ...given, layers: bare })
        expect(found).toEqual(without)
      }),
      runs,
    )
  })

  it('does not depend on the order of variables, nor on unrelated ones', () => {
    fc.assert(
      fc.property(world, fc.constantFrom('PATH', 'MLFLOW_TRACKING_URI', 'AWS_REGION', 'ZZZ'), (given, name) => {
        const turned = given.layers.map((layer) => Object.fromEntries(Object.entries(layer).reverse()))
        const { resolved, ...found } = decide(given)
        const { resolved: _, ...other } = decide({ ...given, layers: turned.map((l) => ({ [name]: 'x', ...l })) })
        expect(other).toEqual(found)
      }),
      { numRuns: 500 },
    )
  })

  it('leaves what it was given as it was', () => {
    fc.assert(
      fc.property(world, (given) => {
        const before = structuredClone(given)
        for (const layer of given.layers) Object.freeze(layer)
        decide(given)
        expect(given).toEqual(before)
      }),
      { numRuns: 500 },
    )
  })

  it('is marked with the mode and no more than the last four characters of the id', () => {
    whereKeysAreFound(({ id, secret, token }, given) => {
      const { resolved } = decide(given)
      const text = resolved ? mark(resolved.identity) : ''
      const [mode, end = ''] = text.split(':')
      expect(mode).toBe('project')
      expect(end.length).toBeLessThanOrEqual(4)
      expect(id.endsWith(end)).toBe(true)
      for (const whole of [id, secret, token]) if (whole) expect(text).not.toContain(whole)
    })
  })

  it('mentions no value in a refusal or a warning', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { resolved, ...found } = decide(given)
        const text = JSON.stringify(resolved ? resolved.warnings : found)
        // The marker of a launcher outside is meant to be shown.
        const shown = text.replaceAll(given.layers[0]?.WITH_MLFLOW_ENV ?? '\0', '')
        const secrets = given.layers.flatMap((layer) =>
          ['SECRET_ACCESS_KEY', 'SESSION_TOKEN'].map((n) => value(layer, n)),
        )
        if (resolved || found.mode === 'refused') {
          for (const secret of [...secrets, ...IDS]) if (secret) expect(shown).not.toContain(secret)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('the end of a key id', () => {
  it('is four characters at most', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const end = lastFour(id)
        expect(end.length).toBeLessThanOrEqual(4)
        expect(id.endsWith(end)).toBe(true)
      }),
    )
  })
})

function only(layer: Layer, names: RegExp): Layer {
  return Object.fromEntries(Object.entries(layer).filter(([name]) => names.test(name)))
}
