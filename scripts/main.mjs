// What `npm test`, `npm run demo`, `npm run test:e2e`, `npm run build:native` and `npm run bench` start: it makes ready what is missing
// (packages, build, Python environment, other versions of Node and of MLflow's client, a browser) and then hands over. It has
// no dependencies, so that it works in a clean clone.
import { prepareBench } from './setup/bench.mjs'
import { prepareBrowser } from './setup/browser.mjs'
import { build, bundleDemo } from './setup/build.mjs'
import { checks, runChecks } from './setup/checks.mjs'
import { prepareClients } from './setup/clients.mjs'
import { CommandFailed, run, runTool } from './setup/command.mjs'
import { prepareDocs } from './setup/docs.mjs'
import { hasRust, prepareNativeTools } from './setup/native.mjs'
import { prepareNodes } from './setup/nodes.mjs'
import { installPackages } from './setup/packages.mjs'
import { step, together } from './setup/progress.mjs'
import { preparePython } from './setup/python.mjs'
import { prepareRuff } from './setup/ruff.mjs'
import { prepareWheelTools } from './setup/wheel-tools.mjs'
import { prepareWheels } from './setup/wheels.mjs'
import { prepareWrappers } from './setup/wrappers.mjs'

/** Python environments that the end-to-end tests need besides the project's own. */
const forTests = [prepareWrappers, prepareClients, prepareDocs, prepareWheels, prepareWheelTools]

const tasks = {
  async demo(args) {
    await together(() => preparePackages().then(tryBrowser), preparePython)
    await bundleDemo()
    return runTool(process.execPath, ['.build/demo.mjs', ...args], { stdin: 'inherit' })
  },
  async test() {
    // Much of it is waiting for downloads. Meanwhile the first checks run, which need the npm packages only.
    const python = keep(preparePython())
    const tools = keep(python.then(() => together(prepareRuff, ...forTests)))
    const packages = keep(preparePackages(prepareNodes))
    const browser = keep(packages.then(prepareBrowser))
    const native = keep(Promise.all([packages, python]).then(() => buildNative('--evaluate')))
    const e2e = keep(Promise.all([tools, browser, native]))
    const needs = { unit: python, 'lint of Python': tools, e2e }
    await packages.catch(async (error) => {
      await Promise.allSettled([tools, browser, native])
      throw error
    })
    return runChecks(checks, [], (name) => needs[name])
  },
  async e2e(args) {
    const prepareTools = () => preparePython().then(() => together(...forTests))
    await together(() => preparePackages(prepareNodes).then(prepareBrowser), prepareTools)
    await buildNative('--evaluate')
    return runChecks({ e2e: checks.e2e }, args)
  },
  async native(args) {
    await together(
      () => preparePackages(),
      () => preparePython().then(() => prepareNativeTools(targetOf(args))),
    )
    return runTool(process.execPath, ['scripts/build-native.mjs', ...args])
  },
  async bench(args) {
    await together(() => preparePackages(prepareNodes), preparePython)
    await prepareBench()
    await buildNative()
    return runTool(process.execPath, ['bench/main.mjs', ...args])
  },
}

/** What `--target` says. */
function targetOf(args) {
  const at = args.indexOf('--target')
  return at === -1 ? undefined : args[at + 1]
}

/** What is made by npm. @param before what the build takes note of */
async function preparePackages(before = async () => {}) {
  await installPackages()
  await before()
  await build()
}

/** Without what it is built with, its tests are skipped, and say so. @param words for the script */
async function buildNative(...words) {
  const missing = hasRust() ? await findMissingNativeTool() : 'there is no Rust'
  if (missing === null)
    await step('The native executable', () => run(process.execPath, ['scripts/build-native.mjs', ...words]))
  else process.stderr.write(`The native executable is not built, and its tests are skipped: ${missing}\n`)
}

async function findMissingNativeTool() {
  try {
    await prepareNativeTools()
    return null
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    return error.message
  }
}

/** Without one the demo looks at no page, and says so. */
async function tryBrowser() {
  try {
    await prepareBrowser()
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
  }
}

/** A failure is for those who wait for it, whenever that is. */
function keep(promise) {
  promise.catch(() => {})
  return promise
}

const [task, ...args] = process.argv.slice(2)
if (!Object.hasOwn(tasks, task ?? '')) {
  process.stderr.write(`usage: node scripts/main.mjs ${Object.keys(tasks).join('|')} [ARG…]\n`)
  process.exit(2)
}
try {
  process.exitCode = await tasks[task](args)
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
