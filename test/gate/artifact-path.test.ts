import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasMistakenArtifactPath, isMistakenArtifactPath } from '../../src/gate/artifact-path.ts'

describe('the path of an artifact', () => {
  it.each([
    'a',
    '1/0123/artifacts/model/MLmodel',
    'a..b.txt',
    'a%20b',
    'a%3Fb',
    'a;b',
    'a%3Bb',
    '100%25.txt',
    'a:b',
    'a/B:c',
    '%C3%A4',
    'a%2Bb+c',
    'x=1,y=2',
    'a%20',
  ])('%s is what it says', (path) => {
    expect(isMistakenArtifactPath(path)).toBe(false)
  })

  it.each([
    [
      'empty once decoded, which MLflow takes for everything',
      ['', '%20', '%23', '%3F', '%3f', '%253F', '%20%20', '%3B', '#', '?'],
    ],
    [
      'taken for another one by MLflow, which drops its end',
      ['a%23', 'a%3F', 'a%3B', 'a;', 'a%23b', 'a%3F%3F', 'a%3B%3F'],
    ],
    ['taken for another one by MLflow, which drops its beginning', ['%20a', '%20%20a/b', '%C2%A0a']],
    [
      'taken for another one by MLflow, which decodes it until nothing changes',
      ['a%2520b', '%2541', 'a%253Fb', '%252523'],
    ],
    ['taken for a URL', ['AB:c', 'A:c', 'File:c']],
  ])('is refused if it is %s', (_, paths) => {
    for (const path of paths) expect([path, isMistakenArtifactPath(path)]).toEqual([path, true])
  })

  it.each([
    ['?run_uuid=1&path=a%20b', false],
    ['?path=a+b&path=%23', false],
    ['?run_uuid=1', false],
    ['', false],
    ['?path=', true],
    ['?path=a%23', true],
    ['?path=a%3F', true],
    ['?path=a%3B', true],
    ['?path=%20a', true],
    ['?path=a%2523', true],
    ['?%70ath=a%23', true],
  ])('in the query %s is refused by the same rule: %s', (query, expected) => {
    expect(hasMistakenArtifactPath(query)).toBe(expected)
  })

  it('has one meaning, whatever it is', () => {
    // As validate_path_is_safe in mlflow/utils/uri.py takes a path apart.
    const asMlflow = (raw: string) => {
      let path = raw
      for (;;) {
        const decoded = decodeURIComponent(path.replace(/%(?![0-9a-f]{2})/gi, '%25'))
        if (decoded === path) return path.replace(/^[\0- ]+/, '').replace(/[#?;]+$/, '')
        path = decoded
      }
    }
    const piece = fc.constantFrom('a', 'b', '/', '%20', '%23', '%3F', '%3B', '%25', '23', '20', '3F', '.')
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const raw = pieces.join('')
        if (!isMistakenArtifactPath(raw))
          expect(asMlflow(raw)).toBe(decodeURIComponent(raw.replace(/%(?![0-9a-f]{2})/gi, '%25')))
      }),
      { numRuns: 2000 },
    )
  })
})
