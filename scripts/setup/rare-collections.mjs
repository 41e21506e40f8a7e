// Less work of Python for a garbage that is not there.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A start of MLflow imports 2,400 modules. It spends a sixth of its computing time on looking for garbage among them in vain,
 * and its end as much again: Python looks at all of them several times before it ends. The tests start it a hundred times.
 * Python runs this line at each start.
 */
const LINE = 'import atexit, gc; gc.set_threshold(50_000, 10, 10); atexit.register(gc.freeze)\n'

/** Has each Python of an environment collect rarely, and not at its end. @param folder of the environment */
export function collectRarely(folder) {
  const library = join(folder, 'lib')
  for (const name of readdirSync(library).filter((name) => name.startsWith('python'))) {
    const path = join(library, name, 'site-packages', 'rare_collections.pth')
    if (!existsSync(path) || readFileSync(path, 'utf8') !== LINE) writeFileSync(path, LINE)
  }
}
