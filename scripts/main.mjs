// What `npm test`, `npm run demo` and `npm run test:e2e` start: it makes ready what is missing (packages, build,
// Python environment) and then hands over. It has no dependencies, so that it works in a clean clone.
import { build, bundleDemo } from './setup/build.mjs'
import { checks, runChecks } from './setup/checks.mjs'
import { CommandFailed, runTool } from './setup/command.mjs'
import { installPackages } from './setup/packages.mjs'
import { preparePython } from './setup/python.mjs'

const tasks = {
  async demo(args) {
    await prepare()
    await bundleDemo()
    return runTool(process.execPath, ['.build/demo.mjs', ...args], { stdin: 'inherit' })
  },
  async test() {
    await prepare()
    return runChecks(checks)
  },
  async e2e(args) {
    await prepare()
    return runChecks({ e2e: checks.e2e }, args)
  },
}

async function prepare() {
  await installPackages()
  await build()
  await preparePython()
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
