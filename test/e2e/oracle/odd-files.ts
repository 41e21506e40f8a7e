// Random `.env` files made of what people and tools write, and of what they write by mistake.
import fc from 'fast-check'
import type { Env } from '../../oracle/accounts.ts'

/** Names that reach the child as they are; the launcher resolves the tracking URI. */
const NAMES = ['A', 'B', 'C', 'a_1', 'DATABASE_URI', 'MLFLOW_EXPERIMENT_NAME', 'MLFLOW_TRACKING_URI', 'AWS_NEW_NAME']
const ODD_NAMES = [
  "'A'",
  '"A"',
  'Ä',
  'a/b',
  'a[0]',
  'A-d',
  'A.B',
  '1A',
  'A+',
  '__proto__',
  'constructor',
  'export',
  "'A B'",
]
const EQUALS = ['=', '=', '=', '=', '=', ' = ', '= ', ' =', '\t=\t', '=\u00a0', ': ', '', '+=', '==', ' ', '=\u0085']
const WORDS = [
  'x',
  'y z',
  'http://h/p#f',
  '{"a": "b#c"}',
  '#',
  ' # c',
  '#c',
  '$',
  '$A',
  'é',
  '🙂',
  '~/x',
  '=',
  '<y>',
  ';',
  '&',
]
const REFERENCES = [
  '${A}',
  '${B:-d}',
  '${A-d}',
  '${NOT:-d e}',
  '${NOT}',
  '${EMPTY:-d}',
  '${A:-${B}}',
  '\\${A}',
  '${}',
  '${:-d}',
  '${A:+x}',
  '${C',
]
const ESCAPES = ['\\n', '\\t', '\\\\', '\\"', "\\'", '\\x', '\\\\n', '\\u0041', '\\', '\\a', '\\v']
const BLANKS = [' ', '\t', '\u00a0', '\u2028', '\u0085', '\x1c', '\x0c', '\x0b', '\ufeff', '  ']
const pick = (values: readonly string[]) => fc.constantFrom(...values)
const piece = fc.oneof(
  { weight: 6, arbitrary: pick(WORDS) },
  { weight: 3, arbitrary: pick(REFERENCES) },
  { weight: 3, arbitrary: pick(ESCAPES) },
  { weight: 2, arbitrary: pick(BLANKS) },
  { weight: 1, arbitrary: pick(['"', "'", '`', '\n', '\r\n']) },
)
const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''))

/** What stands behind the equals sign. */
export const oddValue: fc.Arbitrary<string> = fc
  .tuple(pick(['', '', '"', '"', "'", "'", '`']), text, pick(['', '', '', ' ', ' # c', '#c', 'y', '"', "'"]))
  .map(([quote, inside, after]) => quote + inside + quote + after)

const name = fc.oneof({ weight: 5, arbitrary: pick(NAMES) }, { weight: 1, arbitrary: pick(ODD_NAMES) })
const statement = fc
  .tuple(pick(['', '', '', '', 'export ', 'export\t', '  ', '\u00a0', 'exportA']), name, pick(EQUALS), oddValue)
  .map((parts) => parts.join(''))
const line = fc.oneof(
  { weight: 8, arbitrary: statement },
  { weight: 1, arbitrary: pick(['', '# c', '  # c', '#A=x', ' ', '=x', 'export', '# it\'s "open']) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'AB="\'\\#${}: \nr\t`'), maxLength: 20 }) },
)
const end = pick(['\n', '\n', '\n', '\n', '\r\n', '\r', '\n\n', ''])

export const oddFile: fc.Arbitrary<string> = fc
  .tuple(pick(['', '', '', '', '', '', '', '\ufeff']), fc.array(fc.tuple(line, end), { minLength: 1, maxLength: 6 }))
  .map(([mark, lines]) => mark + lines.flat().join(''))

/** What the parent has of the names above. */
export const oddParent: fc.Arbitrary<Env> = fc
  .tuple(pick(['', 'of-the-parent']), fc.subarray(['A', 'B', 'MLFLOW_EXPERIMENT_NAME', 'AWS_NEW_NAME']))
  .map(([value, names]) => ({ EMPTY: '', ...Object.fromEntries(names.map((one) => [one, value])) }))

const plain = fc.string({ unit: fc.constantFrom(...'abzAZ09_.,:/@%+=?-'), minLength: 1, maxLength: 12 })
const everydayLine = fc.oneof(
  fc
    .tuple(pick(['', 'export ']), pick(NAMES), pick(['=', ' = ']), plain, pick(['', ' # a comment']))
    .map((all) => all.join('')),
  fc.tuple(pick(NAMES), plain, plain).map(([key, a, b]) => `${key}="${a} # ${b}"`),
  fc.tuple(pick(NAMES), plain, plain).map(([key, a, b]) => `${key}='${a} ${b}' # a comment`),
  fc.tuple(pick(NAMES), plain).map(([key, a]) => `${key}=\${A}/${a}`),
  fc.tuple(pick(NAMES), plain).map(([key, a]) => `${key}="\${HOME}/${a}"`),
  pick(['', '# a comment', '# A=old', '   ']),
)

/** What every reader is expected to understand. */
export const everydayFile: fc.Arbitrary<string> = fc
  .tuple(fc.array(everydayLine, { minLength: 1, maxLength: 8 }), pick(['\n', '\r\n']))
  .map(([lines, lineEnd]) => lines.join(lineEnd) + lineEnd)
