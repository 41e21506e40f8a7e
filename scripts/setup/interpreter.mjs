// The Python that the environment is made with: the first that is new enough and can make one.
import { CommandFailed, run } from './command.mjs'

/**
 * A distribution's own comes first. Its build is optimised; what a version manager has built often is not, and then MLflow takes
 * a sixth longer to load.
 */
const system = process.platform === 'linux' ? ['/usr/bin/python3'] : []
const names = [...system, 'python3', 'python3.13', 'python3.12', 'python3.11', 'python3.14', 'python']
const question = `
import sys
from importlib.util import find_spec
print("%d.%d.%d" % sys.version_info[:3], all(find_spec(name) for name in ("venv", "ensurepip")))
`

export async function findPython() {
  const refused = []
  for (const command of names) {
    const [found = '', complete] = (await answer(command)).trim().split(' ')
    if (complete === undefined) continue
    const [major = 0, minor = 0] = found.split('.').map(Number)
    if (major < 3 || (major === 3 && minor < 11)) refused.push(`${command} is ${found}`)
    else if (complete !== 'True') refused.push(`${command} (${found}) lacks venv or ensurepip`)
    else return { command, found }
  }
  const seen = refused.length === 0 ? 'none was found on PATH' : refused.join('; ')
  throw new CommandFailed(
    `Python 3.11 or newer with venv is needed, and ${seen}. ` +
      'On Debian and Ubuntu: apt-get install python3 python3-venv; elsewhere see python.org.',
  )
}

async function answer(command) {
  try {
    return await run(command, ['-c', question])
  } catch (error) {
    // Not there, or a version manager's stand-in for a version that is not installed.
    if (error instanceof CommandFailed) return ''
    throw error
  }
}
