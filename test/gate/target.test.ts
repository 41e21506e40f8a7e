import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTarget } from '../../src/gate/target.ts'

/** Encodes each character that is listed, so many times. */
const encoded = (text: string, times: number) => {
  let result = text
  for (let round = 0; round < times; round++) {
    result = Array.from(result, (character) => {
      return `%${Buffer.from(character)
        .toString('hex')
        .replace(/..(?=.)/g, '$&%')}`
    }).join('')
  }
  return result
}

describe('a request target', () => {
  it.each([
    ['/', '/', ''],
    ['/api/mlflow?', '/api/mlflow', '?'],
    ['/a?b=../..%2f//\\', '/a', '?b=../..%2f//\\'],
    ['/a..b.txt', '/a..b.txt', ''],
    ['/..a/b../...', '/..a/b../...', ''],
    ['/a%2e%2eb.txt', '/a%2e%2eb.txt', ''],
    ['/%C3%A4%20b', '/%C3%A4%20b', ''],
    ['/a%25b', '/a%25b', ''],
    ['/100%25', '/100%25', ''],
    ['/a;b=c/d', '/a;b=c/d', ''],
    ['/jobs/', '/jobs/', ''],
    ["/a!$&'()*+,=:@", "/a!$&'()*+,=:@", ''],
  ])('%s is taken apart and left as it is', (url, path, query) => {
    expect(readTarget(url)).toEqual({ path, query })
  })

  it.each([
    ['dot segments', ['/..', '/.', '/a/../b', '/a/./b', '/a/..', '/../', '/a/..?x']],
    // CVE-2021-41773, CVE-2021-42013 (Apache), CVE-2023-6977 and CVE-2024-3848 (MLflow).
    [
      'encoded dot segments',
      ['/%2e%2e', '/%2E./a', '/.%2e', '/%2e', '/%252e%252e', '/%25252e%25252e/', '/%%32%65%%32%65'],
    ],
    ['dot segments with parameters', ['/..;/a', '/.;x=1/a', '/..%3b/a', '/%2e%2e;a']],
    ['encoded slashes', ['/a%2fb', '/a%2Fb', '/a%252fb', '/%2f', '/..%2fa', '/a%25252Fb']],
    // CVE-2020-13379 and others: a backslash is a slash to some.
    ['backslashes', ['/a\\b', '/a%5cb', '/a%5Cb', '/a%255cb', '/..\\..']],
    ['empty segments', ['//', '//a', '/a//b', '/a//', '/%2f/a']],
    [
      'NUL and other control characters',
      ['/a%00', '/%00', '/a%2500b', '/a%0d%0ab', '/a%09', '/a%7f', '/a%C2%85', '/a\x01'],
    ],
    ['other forms', ['http://a/b', 'https://a/b', '*', 'a:80', '', 'a', '?a', '#']],
    ['a fragment', ['/a#b', '/a?b#c', '/#']],
    ['what is no encoding', ['/%', '/a%2', '/%zz', '/%u002e']],
    ['what is not UTF-8', ['/%ff', '/%c0%ae%c0%ae', '/%c0%af', '/%e0%80%ae', '/%ed%a0%80']],
    ['blanks and characters outside ASCII', ['/a b', '/ä', '/a\tb', '/a?b c']],
    ['what is encoded again and again', [`/%${'25'.repeat(50)}41`]],
  ])('is refused for %s', (_, urls) => {
    for (const url of urls) expect([url, readTarget(url)]).toEqual([url, null])
  })

  it('is refused for a dot segment, a slash or a backslash in whatever encoding', () => {
    // Cheaper than fc.webSegment(), which makes its alphabet again for every value.
    const segment = fc.array(fc.constantFrom(...'aZ0-._~!$()*+,=:@', '%20', '%C3%A4'), { maxLength: 8 })
    const bad = fc.constantFrom('..', '.', 'a/b', '\\', 'a\\b', '..\\', '\0', '\n')
    fc.assert(
      fc.property(bad, fc.integer({ min: 1, max: 6 }), segment, segment, (word, times, before, after) => {
        expect(readTarget(`/${before.join('')}/${encoded(word, times)}/${after.join('')}`)).toBeNull()
      }),
    )
  })

  it('never has another meaning for a server that decodes it any number of times', () => {
    const piece = fc.constantFrom(
      '/',
      '.',
      '..',
      '%',
      '2',
      '5',
      'e',
      'f',
      'c',
      'E',
      '25',
      '%2e',
      '%2f',
      '%5c',
      ';',
      'a',
      '?',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const target = readTarget(`/${pieces.join('')}`)
        if (target === null) return
        // One expectation a run: they cost more than the rest of it.
        const others: string[] = []
        let text = target.path
        for (let round = 0; round < 10; round++) {
          const { pathname } = new URL(text.replaceAll('?', '%3f').replaceAll('#', '%23'), 'http://x')
          if (pathname.split('/').length !== target.path.split('/').length) others.push(pathname)
          try {
            text = decodeURIComponent(text)
          } catch {
            break
          }
          if (text.split('/').includes('..')) others.push(text)
        }
        expect(others).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('is read in no time, however long and often it is encoded', () => {
    const start = performance.now()
    for (const url of [
      `/${'%25'.repeat(5000)}`,
      `/%${'25'.repeat(8000)}`,
      `/${'a/'.repeat(8000)}`,
      `/${'%2e'.repeat(5000)}a`,
    ]) {
      readTarget(url)
    }
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
