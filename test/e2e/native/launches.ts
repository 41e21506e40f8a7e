// Random runs of the launcher: a world, files with odd syntax, options, and a command that may not be there.
import fc from 'fast-check'
import { nestedWorlds, type World, worlds } from '../../oracle/world.ts'

export interface Launch {
  readonly world: World
  /** Put behind the statements of the project's files, by name. */
  readonly odd: Readonly<Record<string, string | Uint8Array>>
  readonly env: Readonly<Record<string, string>>
  readonly options: readonly string[]
  readonly command: readonly string[]
  /** From the project's folder. */
  readonly cwd: string
}

const pick = <T>(...values: T[]) => fc.constantFrom(...values)
const some = <T>(values: fc.Arbitrary<T>, maxLength: number) => fc.array(values, { maxLength })
/** Most worlds without it: where all is refused, nothing else is seen. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>, ordinary: NoInfer<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(ordinary) }, { weight: 1, arbitrary })
const bytes = (text: string) => Buffer.from(text, 'latin1')

const NAMES = [
  'A',
  'B',
  'PASSWORD',
  'MLFLOW_TRACKING_URI',
  'MLFLOW_ARTIFACT_ROOT',
  'MLFLOW_S3_ENDPOINT_URL',
  'PATH_TO',
] as const
const value = fc.oneof(
  pick(
    '',
    'x',
    '"x"',
    "'x y'",
    '"a\\nb"',
    "'a\\'b'",
    '`x`',
    '$A',
    '${A}',
    '${A:-d}',
    '${B:-${A}}',
    '${HOME}/x',
    'x # y',
    'x#y',
  ),
  pick(
    '"open',
    "'open",
    '"a"b',
    '"two\nlines"',
    'ä€😀',
    '\u00a0x',
    '\ufeffx',
    'a\tb ',
    '\\',
    '"\\x"',
    '${',
    '$',
    'a=b',
    ' x ',
  ),
  pick(
    'http://127.0.0.1:1',
    'https://mlflow.test/a b',
    'http://u:p@h.test',
    'sqlite:///x.db',
    './runs',
    's3://bucket/x',
    'databricks',
  ),
  fc.string({ maxLength: 12 }),
)
const line = fc.oneof(
  fc
    .tuple(pick('', '', '', 'export ', ' ', '\ufeff'), pick(...NAMES), pick('=', '=', '=', ' = ', ': ', ''), value)
    .map((parts) => parts.join('')),
  pick('# note', '', '  ', 'no equals', '=x', 'export', '[section]', 'A', '\f', '<<<<<<< HEAD', '1A=x', 'A.B=x', 'Ä=x'),
)
const text = fc
  .tuple(some(line, 6), pick('\n', '\n', '\r\n', '\r'), pick('', '', '', '\ufeff', '\0'))
  .map(([lines, end, first]) => first + lines.map((each) => each + end).join(''))
const oddText: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  { weight: 9, arbitrary: text },
  {
    weight: 1,
    arbitrary: pick(
      bytes('A=caf\xe9\n'),
      bytes('\xff\xfeA\0=\0'),
      bytes('A=\xc3\n'),
      bytes('\xf0\x9f\n'),
      bytes('# \xe9\n'),
    ),
  },
)

const option = fc.oneof(
  pick(['--quiet'], ['--allow-fallback'], ['--keep-aws'], ['--keep-aws-config'], ['--override'], ['--debug']),
  pick(['--no-env-file'], ['--env-file', '.env'], ['--keep', 'AWS_X,AWS_SOMETHING'], ['--strict']),
  pick(['--launch', 'supervise'], ['--launch=auto'], ['--']),
)
const wrongOption = fc.oneof(
  pick(['--env-file=none.env'], ['--env-file', 'more.env'], ['--env-file', '../project/.env']),
  pick(['--launch', 'fork'], ['--strcit'], ['--keep'], ['-V'], ['-h'], ['-q']),
)
const command = fc.oneof(
  { weight: 6, arbitrary: pick(['env', '-0'], ['/usr/bin/env', '-0'], ['sh', '-c', 'env -0; exit 7']) },
  {
    weight: 1,
    arbitrary: pick(['sh', '-c', 'kill -TERM $$'], ['sh', '-c', 'echo "$0" "$@" >&2; exit 200', 'ä', '', '😀']),
  },
  {
    weight: 1,
    arbitrary: pick(
      ['none'],
      ['./none'],
      ['.'],
      ['./more.env'],
      [''],
      ['A=x', 'true'],
      ['./script', 'a'],
      ['./orphan'],
      ['export'],
    ),
  },
  {
    weight: 1,
    arbitrary: pick(
      ['env', 'AWS_PROFILE=x', 'env', '-0'],
      ['sh', '-c', '. ./.env; env -0'],
      ['make', '-n'],
      ['uv', 'run', 'x'],
      ['tox'],
    ),
  },
  {
    weight: 1,
    arbitrary: pick(['config'], ['config', '--json'], ['config', '--help'], ['config', 'x'], ['--version'], []),
  },
)

export const launches: fc.Arbitrary<Launch> = fc.record({
  world: fc.oneof({ weight: 3, arbitrary: worlds }, { weight: 1, arbitrary: nestedWorlds }),
  odd: seldom(fc.record({ '.env': oddText, '.env.mlflow': oddText, 'more.env': oddText }, { requiredKeys: [] }), {}),
  env: seldom(
    fc.record(
      {
        MLFLOW_TRACKING_URI: pick(
          'http://mlflow.test',
          'http://mlflow.test',
          'http://127.0.0.1:1/x',
          '',
          'file:///x',
          'http://[::1',
          'x\ny',
        ),
        MLFLOW_ARTIFACT_ROOT: pick('s3://b/x', 'gs://b', '', '/x', 's3://'),
        COLUMNS: pick('40', '0', 'x'),
        PWD: pick('/', 'x'),
        VIRTUAL_ENV: pick('/none'),
        'ODD.NAME': value.filter((each) => !each.includes('\0')),
        WITH_MLFLOW_ENV_KEEP_AWS: pick('1', '1', '1', 'x'),
        WITH_MLFLOW_ENV_QUIET: pick('1', '1', '1', '0', 'maybe'),
        WITH_MLFLOW_ENV_ENV_FILE: pick('more.env', 'none.env:more.env'),
      },
      { requiredKeys: [] },
    ),
    {},
  ),
  options: fc.tuple(some(option, 2), seldom(wrongOption, [])).map(([all, wrong]) => [...all.flat(), ...wrong]),
  command,
  cwd: pick('near', 'near', '.', '..', '../../home'),
})
