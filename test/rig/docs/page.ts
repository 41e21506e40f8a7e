// A Markdown page of the docs, taken apart: its fenced blocks, and its inline code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../paths.ts'

export interface Block {
  readonly page: string
  /** Of the first line inside. */
  readonly line: number
  /** The first word of the info string, as `sh`. */
  readonly language: string
  /** The other words of it. */
  readonly info: readonly string[]
  readonly text: string
  /** The texts of the HTML comments right before it. */
  readonly comments: readonly string[]
}

export interface Inline {
  readonly page: string
  readonly line: number
  readonly code: string
}

/** Every page whose commands are run: paths from the project's root. */
export function docsPages(): string[] {
  const inside = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !name.split('/').includes('node_modules'))
      .map((name) => join(folder, name))
  const pages = [...inside('docs').filter((page) => !page.startsWith('docs/decisions/')), ...inside('examples')]
  return ['README.md', ...pages.sort()]
}

export const readPage = (page: string): string => readFileSync(join(root, page), 'utf8')

const FENCE = /^( *)(`{3,}|~{3,})(.*)$/

/** The blocks of a page in order, those in comments (`<!-- run: … -->`, `<!-- run start: … -->`) among them: to a reader these do not exist. */
export function blocksOf(page: string, text = readPage(page)): Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  let comments: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const [, indent = '', fence = '', words = ''] = FENCE.exec(line) ?? []
    if (line.trimStart().startsWith('<!--')) {
      const length = lengthTo(lines, at, (each) => each.includes('-->'), page)
      const comment = /<!--(.*)-->/s.exec(lines.slice(at, at + length).join('\n'))?.[1]?.trim() ?? ''
      const [, words = '', run] = /^run((?: \w+)*):\s*(.*)$/s.exec(comment) ?? []
      const info = words.split(' ').filter((word) => word !== '')
      if (run === undefined) comments.push(comment)
      else blocks.push({ page, line: at + 1, language: 'sh', info, text: run, comments: [] })
      at += length - 1
    } else if (fence !== '') {
      const length = lengthTo(lines, at + 1, (each) => each.trim() === fence, page)
      const inside = lines.slice(at + 1, at + length)
      const [language = '', ...info] = words.trim().split(/\s+/)
      const content = inside.map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each.trimStart()))
      blocks.push({ page, line: at + 2, language, info, text: content.join('\n'), comments })
      comments = []
      at += length
    } else if (line.trim() !== '') {
      comments = []
    }
  }
  return blocks
}

/** How many lines there are from here to the first that ends it. */
function lengthTo(lines: readonly string[], from: number, isEnd: (line: string) => boolean, page: string): number {
  const length = lines.slice(from).findIndex(isEnd) + 1
  if (length === 0) throw new Error(`${page}:${from + 1}: this has no end`)
  return length
}

/** The code between backticks in prose and tables. */
export function inlineCodeOf(page: string, text = readPage(page)): Inline[] {
  let fence = ''
  return text.split('\n').flatMap((line, index) => {
    const [, , mark = ''] = FENCE.exec(line) ?? []
    if (mark !== '' && (fence === '' || line.trim() === fence)) {
      fence = fence === '' ? mark : ''
      return []
    }
    if (fence !== '') return []
    // In a table, a bar inside of code is escaped.
    return Array.from(line.matchAll(/(`+)(.+?)\1(?!`)/g), ([, , code = '']) => ({
      page,
      line: index + 1,
      code: code.trim().replaceAll('\\|', '|'),
    }))
  })
}

/** What a page says of its sandbox: `<!-- sandbox: empty aws -->`. */
export function sandboxWordsOf(text: string): string[] {
  return /<!--\s*sandbox:([\s\w,:-]*)-->/.exec(text)?.[1]?.trim().split(/\s+/) ?? []
}
