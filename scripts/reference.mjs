// What docs/reference.md has between its markers: options, variables, exit statuses and messages, from the tables in src and
// the samples of the tests. `node scripts/option-tables.mjs` writes it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { between, code, tableOf, withOptionTables } from './option-tables.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const subjects = readdirSync(join(root, 'test'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'rig')
  .flatMap(({ name }) => (readdirSync(join(root, 'test', name)).includes('samples.ts') ? [name] : []))

/** The page with everything between its markers written again. */
export function withReference(text, { options, pages, publicCodes, samples, serverVariables }) {
  const sections = {
    variables: variablesOf(pages, options),
    'server variables': serverVariables.names.map((name) => code([name])).join(', '),
    'server prefixes': serverVariables.prefixes.map((prefix) => code([`${prefix}…`])).join(', '),
    statuses: statusesOf(pages),
    messages: messagesOf(samples, publicCodes),
  }
  const withTables = withOptionTables(text, options, linkFromDocs)
  return Object.entries(sections).reduce((result, [name, content]) => {
    return between(result, `made: ${name}`, `end of ${name}`, content)
  }, withTables)
}

/** A page as the README links to it. */
function linkFromDocs(page) {
  return page.startsWith('#') ? `../README.md${page}` : page.replace(/^docs\//, '')
}

/** The project's own variables from the page of help, and those of the options from their tables. */
function variablesOf(pages, options) {
  const isProjects = ([names]) => names.startsWith('MLFLOW_')
  const environment = pages.launcher.sections.find(({ heading }) => heading === 'Environment')
  const projects = environment.rows.filter(isProjects).map(([names, meaning]) => [code(names.split(', ')), meaning, ''])
  const ofOptions = Object.entries(options).flatMap(([command, specs]) =>
    specs.flatMap((spec) => {
      const names = [spec.variable, ...spec.otherVariables].filter((name) => name !== null)
      const place = spec.scope === 'environment' ? 'environment only' : ''
      const option = code([command === 'global' ? `--${spec.name}` : `${command} --${spec.name}`])
      return names.map((name) => ({ name, option, place }))
    }),
  )
  const merged = [...new Set(ofOptions.map(({ name }) => name))].map((name) => {
    const uses = ofOptions.filter((use) => use.name === name)
    return [code([name]), `as ${uses.map(({ option }) => option).join(', ')}`, uses[0]?.place ?? '']
  })
  const known = new Set(projects.map(([names]) => names))
  return tableOf(['variable', 'meaning', 'read from'], [...projects, ...merged.filter(([name]) => !known.has(name))])
}

function statusesOf(pages) {
  const rows = Object.entries(pages).flatMap(([word, { exitStatus }]) =>
    exitStatus.map(([status, meaning], index) => {
      const command = word === 'launcher' ? 'a command' : code([word])
      return [index === 0 ? command : '', status, meaning]
    }),
  )
  return tableOf(['of', 'status', 'meaning'], rows)
}

const LABELS = { error: 'error', warning: 'warning', notice: 'note' }

/** A table for each subject, with one message for each code. */
function messagesOf(samples, publicCodes) {
  return Object.entries(samples)
    .map(([subject, byCode]) => {
      const rows = Object.entries(byCode).map(([name, [first, ...others]]) => {
        const severities = [...new Set([first, ...others].map(({ severity }) => LABELS[severity]))]
        const shown = publicCodes.includes(name) ? `[${code([name])}](error-codes.md)` : code([name])
        return [shown, severities.join(', '), inCode(first.message)]
      })
      return `### ${subject}\n\n${tableOf(['code', 'severity', 'a message'], rows)}`
    })
    .join('\n\n')
}

/** Code of Markdown, whatever backticks are in it. */
function inCode(text) {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`
}

/** The codes that the public functions throw: those of their page. */
function publicCodes() {
  const page = readFileSync(join(root, 'docs', 'error-codes.md'), 'utf8')
  return Array.from(page.matchAll(/^\| `([a-z0-9-]+)` \|/gm), ([, name]) => name)
}

/**
 * The tables and samples, which this Node may be too old to import.
 *
 * @returns {Promise<any>}
 */
export async function loadSources() {
  const folder = mkdtempSync(join(root, 'node_modules', '.reference-'))
  try {
    const outfile = join(folder, 'sources.mjs')
    await build({
      stdin: { contents: entry(), resolveDir: root },
      outfile,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      logLevel: 'error',
      plugins: [{ name: 'readable samples', setup: makeReadable }],
    })
    // A file, so that what it imports is found.
    const { load } = await import(pathToFileURL(outfile).href)
    return { ...(await load()), publicCodes: publicCodes() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The samples are of names that no terminal should print. Here they are plain ones. */
function makeReadable(plugin) {
  plugin.onLoad({ filter: /[/\\]test[/\\]rig[/\\]samples\.ts$/ }, () => ({
    contents: `export const HOSTILE = 'NAME'
      export const inEnvironment = (name) => ({ kind: 'environment', name })
      export const inFile = { kind: 'file', name: HOSTILE, path: '/x/.env', display: '.env', line: 7 }`,
    loader: 'ts',
  }))
}

function entry() {
  const names = subjects.map((subject) => `of_${subject.replaceAll('-', '_')}`)
  const imports = subjects.map(
    (subject, index) => `import { SAMPLES as ${names[index]} } from './test/${subject}/samples.ts'`,
  )
  return `${imports.join('\n')}
    import { COMMANDS } from './src/commands/index.ts'
    import { overview } from './src/commands/help/overview.ts'
    import { pageOf } from './src/commands/help/pages.ts'
    import { PREFIXES, VARIABLES } from './src/mlflow/variables.ts'
    export async function load() {
      const words = COMMANDS.filter(({ load }) => load !== null)
      const entries = words.map(({ word }) => [word, pageOf(word)])
      const pages = { launcher: overview(), ...Object.fromEntries(entries) }
      const { launcher, ...others } = pages
      const options = Object.fromEntries(Object.entries(others).map(([word, page]) => [word, page.options]))
      return {
        pages,
        options: { global: launcher.options, ...options },
        samples: { ${subjects.map((subject, index) => `'${subject}': ${names[index]}`).join(', ')} },
        serverVariables: { names: VARIABLES, prefixes: PREFIXES },
      }
    }`
}
