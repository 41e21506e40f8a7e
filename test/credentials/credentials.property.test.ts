import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { suffixOf } from '../../src/credentials/credentials.ts'
import type { Env } from '../oracle/accounts.ts'
import { expected, hidesCredentials, sourcesOf } from '../oracle/expectation.ts'
import { nestedWorlds, type World, worlds } from '../oracle/world.ts'
import { decide, type Layers, type Verdict } from '../rig/sources.ts'

// Thousands of worlds take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

// The order of the sources is no matter of the credentials.
const withoutOverride = (world: World): World => ({ ...world, env: { ...world.env, WITH_MLFLOW_ENV_OVERRIDE: '' } })
const outside = worlds.map(withoutOverride)
const inside = nestedWorlds.map(withoutOverride)

const runs = { numRuns: 250 }

/** What the credentials are decided from. */
function layersOf(world: World): Layers {
  const layers = sourcesOf(world)
  const strict = layers.map((layer) => layer.WITH_MLFLOW_ENV_STRICT).find((value) => value)
  return { layers, hidden: hidesCredentials(world) ? [{}] : [], strict: strict === '1' || strict === 'true' }
}

/** What the oracle expects, as far as it is decided from variables. */
function verdictOf(world: World): Verdict {
  const outcome = expected(world)
  switch (outcome.mode) {
    case 'refused':
      return { mode: 'refused', reasons: outcome.codes }
    case 'project': {
      const { mode, id, secret, token } = outcome
      return { mode, id: id ?? '', secret: secret ?? '', token }
    }
    case 'profile':
      return { mode: 'profile', profile: outcome.profile ?? '' }
    case 'global':
      return {
        mode: 'global',
        id: outcome.env.AWS_ACCESS_KEY_ID || null,
        secret: outcome.env.AWS_SECRET_ACCESS_KEY || null,
      }
    case 'ambient':
      return { mode: 'ambient' }
  }
}

const given = outside.map(layersOf)
const anyWorld = fc.oneof({ weight: 3, arbitrary: outside }, { weight: 1, arbitrary: inside })
const anyGiven = anyWorld.map(layersOf)

/** Holds whenever a set of project keys was found, outside of other launchers. */
function ifKeysAreFound(check: (set: Extract<Verdict, { mode: 'project' }>, given: Layers) => void): void {
  const seen = { count: 0 }
  fc.assert(
    fc.property(given, (layers) => {
      const found = decide(layers)
      if (found.mode !== 'project') return
      seen.count++
      check(found, layers)
    }),
    runs,
  )
  expect(seen.count).toBeGreaterThan(25)
}

const value = (layer: Env, name: string) => layer[`MLFLOW_AWS_${name}`] || null

describe('the credentials chosen in any world', () => {
  it.each([
    ['outside of other launchers', outside, { project: 60, profile: 20, global: 20, ambient: 10, refused: 100 }],
    ['inside another launcher', inside, { project: 60, profile: 20, global: 20, ambient: 4, refused: 60 }],
  ] as const)(
    'are those that the oracle expects, %s',
    (_, arbitrary, least) => {
      const counts = { project: 0, profile: 0, global: 0, ambient: 0, refused: 0 }
      fc.assert(
        fc.property(arbitrary, (world) => {
          const { resolved, ...found } = decide(layersOf(world))
          const wanted = verdictOf(world)
          counts[wanted.mode]++
          if (wanted.mode !== 'refused') expect(found).toEqual(wanted)
          else expect(wanted.reasons).toContain(found.mode === 'refused' ? found.reasons[0] : found.mode)
        }),
        { numRuns: 600 },
      )
      for (const [mode, count] of Object.entries(least))
        expect(counts[mode as keyof typeof counts], `${mode} in ${JSON.stringify(counts)}`).toBeGreaterThan(count)
    },
    30_000,
  )

  it('have their id, secret and token from two sources at most', () => {
    ifKeysAreFound(({ id, secret, token }, given) => {
      const from = (name: string, text: string | null) =>
        given.layers.filter((layer) => text !== null && value(layer, name) === text)
      const pairs = from('ACCESS_KEY_ID', id).flatMap((a) => from('SECRET_ACCESS_KEY', secret).map((b) => [a, b]))
      expect(
        pairs.some((pair) => token === null || pair.some((layer) => value(layer, 'SESSION_TOKEN') === token)),
      ).toBe(true)
    })
  })

  it('have no secret and no token of a source with another id', () => {
    ifKeysAreFound(({ id, secret, token }, given) => {
      const beside = given.layers.filter((layer) => [null, id].includes(value(layer, 'ACCESS_KEY_ID')))
      expect(beside.map((layer) => value(layer, 'SECRET_ACCESS_KEY'))).toContain(secret)
      if (token !== null) expect(beside.map((layer) => value(layer, 'SESSION_TOKEN'))).toContain(token)
    })
  })

  it('do not depend on AWS_* if the project names anything', () => {
    fc.assert(
      fc.property(given, (given) => {
        const own = given.layers.some((layer) =>
          Object.entries(layer).some(
            ([name, v]) => /^MLFLOW_AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE)$/.test(name) && v,
          ),
        )
        fc.pre(own)
        const bare = given.layers.map((layer) => only(layer, /^MLFLOW_(?:AWS_|S3_ENDPOINT_URL)/))
        const { resolved, ...found } = decide(given)
        const { resolved: _, ...without } = decide({ ...given, layers: bare })
        expect(found).toEqual(without)
      }),
      runs,
    )
  })

  it('do not depend on the order of variables, nor on unrelated ones', () => {
    fc.assert(
      fc.property(anyGiven, fc.constantFrom('PATH', 'MLFLOW_TRACKING_URI', 'AWS_REGION', 'ZZZ'), (given, name) => {
        const turned = given.layers.map((layer) => Object.fromEntries(Object.entries(layer).reverse()))
        const { resolved, ...found } = decide(given)
        const { resolved: _, ...other } = decide({ ...given, layers: turned.map((l) => ({ [name]: 'x', ...l })) })
        expect(other).toEqual(found)
      }),
      { numRuns: 150 },
    )
  })

  it('are found without changing the variables', () => {
    fc.assert(
      fc.property(anyGiven, (given) => {
        const before = structuredClone(given)
        for (const layer of given.layers) Object.freeze(layer)
        decide(given)
        expect(given).toEqual(before)
      }),
      { numRuns: 150 },
    )
  })

  it('are marked with the mode and no more than the last four characters of the id', () => {
    ifKeysAreFound(({ id, secret, token }, given) => {
      const { resolved } = decide(given)
      const text = resolved?.credentials.tag ?? ''
      const [mode, end = ''] = text.split(':')
      expect(mode).toBe('project')
      expect(end.length).toBeLessThanOrEqual(4)
      expect(id.endsWith(end)).toBe(true)
      for (const whole of [id, secret, token]) if (whole) expect(text).not.toContain(whole)
    })
  })

  it('never appear in a refusal or a warning', () => {
    fc.assert(
      fc.property(anyGiven, (given) => {
        const { resolved, ...found } = decide(given)
        const text = JSON.stringify(resolved ? resolved.warnings : found)
        // The marker of a launcher outside is meant to be shown.
        const shown = text.replaceAll(given.layers[0]?.WITH_MLFLOW_ENV ?? '\0', '')
        const secrets = given.layers.flatMap((layer) =>
          ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN'].map((n) => value(layer, n)),
        )
        if (resolved || found.mode === 'refused') {
          for (const secret of secrets) if (secret) expect(shown).not.toContain(secret)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('the end of a key id', () => {
  it('is four characters at most', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const end = suffixOf(id)
        expect(end.length).toBeLessThanOrEqual(4)
        expect(id.endsWith(end)).toBe(true)
      }),
    )
  })
})

function only(layer: Env, names: RegExp): Env {
  return Object.fromEntries(Object.entries(layer).filter(([name]) => names.test(name)))
}
