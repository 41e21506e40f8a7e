import fc from 'fast-check'
import type { Layer, World } from './rules.ts'

// Values chosen so that two sources often agree, and often do not.
export const IDS = ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLX', 'ASIAQDJXYZEXAMPLE123', 'minio', 'local-account']
const SECRETS = ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', 'swordfish']
const TOKENS = ['IQoJb3JpZ2luX2VjEXAMPLE==', 'FwoGZXIvYXdzEXAMPLE==']
const BROKEN = [
  ' AKIAIOSFODNN7EXAMPLE',
  'with blank',
  'line\nbreak',
  'bell\x07',
  'your-access-key',
  '<secret>',
  'changeme',
]

type Named = readonly [string, string]

/** A variable that is there in `share` of ten layers, at times empty, at times broken. */
function variable(name: string, share: number, values: readonly string[], broken = BROKEN): fc.Arbitrary<Named | null> {
  const there = fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom(...values) },
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom(...broken) },
  )
  return fc.oneof(
    { weight: 10 - share, arbitrary: fc.constant(null) },
    { weight: share, arbitrary: there.map((value) => [name, value] as const) },
  )
}

const layer = (share: number): fc.Arbitrary<Layer> =>
  fc
    .tuple(
      variable('MLFLOW_AWS_ACCESS_KEY_ID', share, IDS),
      variable('MLFLOW_AWS_SECRET_ACCESS_KEY', share, SECRETS),
      variable('MLFLOW_AWS_SESSION_TOKEN', Math.ceil(share / 2), TOKENS),
      variable('MLFLOW_AWS_PROFILE', 1, ['mlflow', 'research'], ['<profile>', 'your-profile']),
      variable('AWS_ACCESS_KEY_ID', 4, IDS, ['']),
      variable('AWS_SECRET_ACCESS_KEY', 4, SECRETS, ['']),
      variable('AWS_SESSION_TOKEN', 2, TOKENS, ['']),
      variable('AWS_PROFILE', 2, ['data'], ['']),
    )
    .map((pairs) => Object.fromEntries(pairs.filter((pair) => pair !== null)))

/** What a launcher outside would have left. */
const MARKS = IDS.map((id) => `project:${id.slice(-4)}`)

const marker = variable('WITH_MLFLOW_ENV', 4, [...MARKS, 'global:MPLE'], ['x'])

/** An environment and up to three files; a third of the worlds names next to nothing for the project. */
export const world: fc.Arbitrary<World> = fc
  .oneof({ weight: 2, arbitrary: fc.constant(5) }, { weight: 1, arbitrary: fc.constant(0) })
  .chain((share) =>
    fc.record({
      layers: fc
        .tuple(fc.array(layer(share), { minLength: 1, maxLength: 4 }), marker)
        .map(([[environment, ...files], mark]) => [
          { ...environment, ...(mark && Object.fromEntries([mark])) },
          ...files,
        ]),
      hidden: fc.oneof(
        { weight: 6, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.constant([{ MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }]) },
      ),
      strict: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
  )
