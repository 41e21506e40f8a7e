import { describe, expect, it } from 'vitest'
import { formatNote, parseNote, type ServerNote } from '../../src/mlflow/server-note.ts'
import { resolveTrackingUri } from '../../src/mlflow/tracking-uri.ts'
import { environmentSource } from '../../src/model/source.ts'
import { configured, PROJECT } from '../rig/configure-values.ts'
import { type Layer, toSources } from '../rig/sources.ts'

const PROCESS = { pid: 7, startTime: 100 }
const NOTE: ServerNote = { url: 'http://127.0.0.1:5001', project: '/a', ...PROCESS, version: '3.17.2', needsKey: false }
const OTHER: ServerNote = { ...NOTE, url: 'http://127.0.0.1:5000', project: '/b', pid: 8 }
const own = { kind: 'server' }

/** @param layers the environment, then the files */
function chosen(layers: readonly Layer[], notes: readonly ServerNote[] = [], outer: Layer | null = null) {
  const sources = [...toSources(layers), ...(outer ? [environmentSource(outer as Record<string, string>)] : [])]
  const { trackingUri, warnings } = resolveTrackingUri(sources, () => ({
    notes: notes.map((note) => ({ ...note, path: '/n' })),
    project: '/a',
  }))
  return { ...trackingUri, warnings: warnings.map(({ message }) => message) }
}

describe('the tracking URI of a command', () => {
  it.each([
    ['the environment', [{ MLFLOW_TRACKING_URI: 'http://x' }]],
    ['a file', [{}, { MLFLOW_TRACKING_URI: 'http://x', MLFLOW_PORT: '9' }]],
  ])('is what %s names, and no server is looked for', (_, layers) => {
    const found = resolveTrackingUri(toSources(layers), () => {
      throw new Error('looked for')
    })
    expect(found).toMatchObject({ trackingUri: { value: 'http://x', isNamed: true }, warnings: [] })
  })

  it.each(['abc', '99999', 'http://localhost:5000', '-1'])('causes a warning if the port is none: %s', (port) => {
    const { value, warnings } = chosen([{}, { MLFLOW_PORT: port }])
    expect(value).toBe('http://localhost:5000')
    expect(warnings).toEqual([expect.stringMatching(/^MLFLOW_PORT in \.env\.mlflow:1 is not a port/)])
  })

  it.each<[string, Layer[]]>([
    ['a link of Kubernetes', [{ MLFLOW_PORT: 'tcp://10.0.0.1:5000' }]],
    ['0, for a free one', [{}, { MLFLOW_PORT: '0' }]],
    ['an empty one', [{}, { MLFLOW_PORT: '' }]],
    ['next to a tracking URI', [{}, { MLFLOW_PORT: 'abc', MLFLOW_TRACKING_URI: 'http://x' }]],
  ])('causes no such warning: %s', (_, layers) => {
    expect(chosen(layers).warnings).toEqual([])
  })

  it("is the project's own server, before the port that its file names", () => {
    const expected = { value: NOTE.url, origin: own, isNamed: false, warnings: [] }
    expect(chosen([{}, { MLFLOW_PORT: '9' }], [OTHER, NOTE])).toEqual(expected)
    expect(chosen([{ MLFLOW_TRACKING_URI: '' }], [NOTE])).toEqual(expected)
  })

  it('is the one that started last of several', () => {
    const later = { ...NOTE, url: 'http://127.0.0.1:6000', startTime: 101 }
    expect(chosen([{}], [NOTE, later, { ...NOTE, startTime: 99 }]).value).toBe(later.url)
  })

  it("is what the server's settings lead to, else the default", () => {
    expect(chosen([{}, { MLFLOW_PORT: '9' }])).toMatchObject({
      value: 'http://127.0.0.1:9',
      origin: { name: 'MLFLOW_PORT' },
    })
    expect(chosen([{}])).toMatchObject({ value: 'http://localhost:5000', origin: { kind: 'default' }, isNamed: false })
  })

  it.each([
    [[{}], OTHER],
    [[{}], { ...OTHER, url: 'http://[::1]:5000/mlflow' }],
    [[{}, { MLFLOW_PORT: '5001' }], { ...OTHER, url: 'http://localhost:5001' }],
  ])("that nobody has named is not taken for another project's server without a warning: %j", (layers, note) => {
    const { warnings } = chosen(layers, [note])
    expect(warnings).toEqual([expect.stringContaining("is the server of another project, '/b'")])
  })

  it.each([
    ['a named one', [{ MLFLOW_TRACKING_URI: 'http://localhost:5000' }], OTHER],
    ['another port', [{}], { ...OTHER, url: 'http://127.0.0.1:5002' }],
    ['another address', [{}], { ...OTHER, url: 'http://127.0.0.2:5000' }],
    ["the project's own", [{}], { ...OTHER, project: '/a' }],
  ])('causes no such warning: %s', (_, layers, note) => {
    expect(chosen(layers, [note]).warnings).toEqual([])
  })
})

describe('a launcher inside another one', () => {
  const outside = { MLFLOW_TRACKING_URI: 'http://127.0.0.1:7000' }
  const found = { WITH_MLFLOW_ENV_FOUND_URI: 'http://127.0.0.1:7000' }

  it("takes its project's own server and settings before what the outer one has passed on", () => {
    expect(chosen([{}], [NOTE], outside).value).toBe(NOTE.url)
    expect(chosen([{}, { MLFLOW_PORT: '9' }], [], outside).value).toBe('http://127.0.0.1:9')
    expect(chosen([{}], [], outside)).toMatchObject({ value: 'http://127.0.0.1:7000', isNamed: true })
  })

  it('warns of the server of another project, if nobody has named that', () => {
    const there = { ...OTHER, url: 'http://127.0.0.1:7000' }
    expect(chosen([found], [there], outside)).toMatchObject({
      isNamed: false,
      warnings: [expect.stringMatching("'/b'")],
    })
    expect(chosen([{}], [there], outside).warnings).toEqual([])
  })

  it('is told that an address was found, and by whom it was named otherwise', () => {
    const outer = configured({ env: PROJECT, files: [{ MLFLOW_PORT: '7000' }] })
    expect(outer.child).toMatchObject({ ...outside, ...found })
    const inner = configured({ env: outer.child, files: [{ MLFLOW_PORT: '9' }] })
    expect(inner.child).toMatchObject({ MLFLOW_TRACKING_URI: 'http://127.0.0.1:9' })
    expect(configured({ env: outer.child }).trackingUri).toMatchObject({
      value: 'http://127.0.0.1:7000',
      isNamed: false,
    })
    expect(configured({ env: { ...PROJECT, ...outside } }).child).not.toHaveProperty('WITH_MLFLOW_ENV_FOUND_URI')
  })

  it('knows the default of the outer one as a default', () => {
    expect(configured({ env: configured({ env: PROJECT }).child }).trackingUri.origin).toEqual({ kind: 'default' })
  })
})

describe('the note of a server', () => {
  const parse = (text: string) => parseNote(text, (host) => host === 'lab.lan' || host === '10.0.0.5')
  const written = (change: object) =>
    JSON.stringify({
      address: 'http://127.0.0.1:5000',
      prefix: '',
      project: '/a',
      pid: 7,
      startTime: 1,
      version: '3',
      ...change,
    })

  it.each(['http://127.0.0.1:5000', 'https://[::1]:5000/a/b', 'http://lab.lan:1', 'http://10.0.0.5:80'])(
    'is read as it was written: %s',
    (url) => {
      const note = { ...NOTE, url, project: '/with "quotes"\n' }
      expect(parse(formatNote(note))).toEqual(note)
      expect(Object.keys(JSON.parse(formatNote(note)))).toEqual([
        'address',
        'prefix',
        'project',
        'pid',
        'startTime',
        'version',
        'needsKey',
      ])
    },
  )

  it.each([
    '',
    'null',
    '7',
    '"text"',
    '[]',
    '{',
    '\0\0\0',
    formatNote(NOTE).slice(0, 40),
    written({ address: 5000 }),
    written({ address: 'http://user:pw@127.0.0.1:5000' }),
    written({ address: 'http://127.0.0.1:5000@evil.example.com:80' }),
    written({ address: 'http://evil.example.com:5000' }),
    written({ address: 'http://127.0.0.1.evil.example.com:5000' }),
    written({ address: 'http://127.0.0.1:99999' }),
    written({ address: 'http://127.0.0.1:0' }),
    written({ address: 'http://127.0.0.1' }),
    written({ address: 'http://127.0.0.1:5000\x1b[2J' }),
    written({ address: 'file:///etc/passwd' }),
    written({ address: 'sqlite:///x.db' }),
    written({ prefix: '/a?x=y' }),
    written({ prefix: '@evil.example.com:80' }),
    written({ prefix: '/a\n' }),
    written({ prefix: null }),
    written({ project: 'relative' }),
    written({ project: ['/a'] }),
    written({ pid: '7' }),
    written({ pid: -1 }),
    written({ startTime: 1.5 }),
    written({ version: {} }),
  ])('is none if it is damaged, or names another machine: %j', (text) => {
    expect(parse(text)).toBeNull()
  })
})
