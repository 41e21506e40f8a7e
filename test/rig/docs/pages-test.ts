// The test of the pages whose sandbox is of one kind.
import { afterAll, describe, it } from 'vitest'
import { lacking } from '../requirements.ts'
import { blocksOf, docsPages, readPage, sandboxWordsOf } from './page.ts'
import { fileOf, isRun } from './rules.ts'
import { runPage } from './run-page.ts'
import { World } from './world.ts'

/** A page can have forty commands, each a Python of its own. */
const PATIENCE_MS = 600_000

export function pagesTest(isOfThisKind: (sandboxWords: readonly string[]) => boolean): void {
  const world = new World()
  afterAll(() => world.end())
  const pages = docsPages().filter((page) => {
    return isOfThisKind(wordsOf(page)) && blocksOf(page).some((block) => isRun(block) || fileOf(block) !== null)
  })

  describe('the commands of', () => {
    for (const page of pages) {
      const programs = wordsOf(page).flatMap((word) => /^needs:(.*)$/.exec(word)?.[1]?.split(',') ?? [])
      const why = lacking(...programs)
      it.skipIf(why !== null)(
        `${page} do what the page says${why === null ? '' : ` (${why})`}`,
        async () => {
          await runPage(world, page)
        },
        PATIENCE_MS,
      )
    }
  })
}

const wordsOf = (page: string) => sandboxWordsOf(readPage(page))
