// What a wheel contains of others: the npm packages of the bundle, and what is linked into the executable.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packagesIn } from '../notices.mjs'
import { run } from '../setup/command.mjs'
import { TARGETS } from './targets.mjs'

/**
 * @typedef {object} Component
 * @property {string} name
 * @property {string} [version]
 * @property {string} license an SPDX expression
 * @property {string} purl
 * @property {string} text the licence itself
 */

/**
 * The npm packages that the build has bundled.
 *
 * @param {string} root
 * @returns {Component[]}
 */
export function bundledPackages(root) {
  return packagesIn(readFileSync(join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8')).map((found) => ({
    ...found,
    purl: `pkg:npm/${found.name.replace('@', '%40')}@${found.version}`,
  }))
}

/**
 * The crates of the executable, the engine in one of them, and the libraries that every Rust program contains.
 *
 * @param {string} root
 * @returns {Promise<Component[]>}
 */
export async function linkedComponents(root) {
  const platforms = TARGETS.flatMap(({ rust }) => ['--filter-platform', rust])
  const words = ['metadata', '--format-version', '1', '--locked', ...platforms]
  const { packages, resolve } = JSON.parse(await run('cargo', [...words, '--manifest-path', 'native/Cargo.toml']))
  const crates = packages.filter(({ id }) => reached(resolve).has(id))
  const found = crates.map((crate) => ({
    name: crate.name,
    version: crate.version,
    license: crate.license.replaceAll('/', ' OR '),
    purl: `pkg:cargo/${crate.name}@${crate.version}`,
    text: crateLicence(crate, crates),
  }))
  const { release } = /release: (?<release>\S+)/.exec(await run('rustc', ['--version', '--verbose']))?.groups ?? {}
  return [...found, ...engines(crates), ...libraries(root, release)].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The crates that are linked: what is only needed for building is left out. */
function reached({ nodes, root }) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const linked = new Set()
  const waiting = [root]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const { pkg, dep_kinds } of byId.get(id).deps) {
      if (linked.has(pkg) || !dep_kinds.some(({ kind }) => kind === null)) continue
      linked.add(pkg)
      waiting.push(pkg)
    }
  }
  return linked
}

/** Of several crates from one repository, often only one has the file. */
function crateLicence(crate, crates) {
  const relatives = crates.filter(({ repository }) => repository && repository === crate.repository)
  for (const { manifest_path } of [crate, ...relatives]) {
    const text = licenceIn(dirname(manifest_path))
    if (text !== null) return text
  }
  throw new Error(`the crate ${crate.name} has no file with its licence`)
}

/** Where there is a choice, the MIT licence is the one that is taken. */
function licenceIn(folder) {
  const files = readdirSync(folder).filter((name) => /^licen[cs]e/i.test(name))
  const file = files.find((name) => /mit/i.test(name)) ?? files[0]
  return file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim()
}

/** QuickJS-ng, whose source is a folder of a crate. */
function engines(crates) {
  return crates.flatMap(({ manifest_path }) => {
    const folder = join(dirname(manifest_path), 'quickjs')
    if (!existsSync(join(folder, 'quickjs.h'))) return []
    const header = readFileSync(join(folder, 'quickjs.h'), 'utf8')
    const number = (part) => new RegExp(`QJS_VERSION_${part} +(\\d+)`).exec(header)?.[1]
    const version = ['MAJOR', 'MINOR', 'PATCH'].map(number).join('.')
    const purl = `pkg:github/quickjs-ng/quickjs@v${version}`
    return [{ name: 'quickjs-ng', version, license: 'MIT', purl, text: licenceIn(folder) ?? '' }]
  })
}

/** Both have this project's licence, with a copyright line of their own. */
function libraries(root, release) {
  const text = readFileSync(join(root, 'LICENSE'), 'utf8')
  const terms = text.slice(text.indexOf('Permission is hereby granted')).trim()
  const mit = (copyright) => ({ license: 'MIT', text: `${copyright}\n\n${terms}` })
  return [
    {
      name: 'Rust standard library',
      version: release,
      purl: `pkg:github/rust-lang/rust@${release}`,
      ...mit('Copyright (c) The Rust Project Contributors'),
    },
    {
      name: 'musl (in executables for Linux)',
      purl: 'pkg:generic/musl',
      ...mit('Copyright © 2005-2020 Rich Felker, et al.'),
    },
  ]
}
