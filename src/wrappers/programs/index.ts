import type { Program } from '../program.ts'
import { accounts } from './accounts.ts'
import { conda } from './conda.ts'
import { devbox } from './devbox.ts'
import { dotenvReaders } from './dotenv-readers.ts'
import { droppers } from './droppers.ts'
import { envFolders } from './env-folders.ts'
import { hatch } from './hatch.ts'
import { make } from './make.ts'
import { mise } from './mise.ts'
import { pixi } from './pixi.ts'
import { pythonDotenv } from './python-dotenv.ts'
import { direnv, just, pdm, task } from './runners.ts'
import { npm, poe } from './script-runners.ts'
import { shells } from './shells.ts'
import { tox } from './tox.ts'

/** Programs that are known to change the environment of what they start. Their names are in `gate.ts` too. */
export const PROGRAMS: readonly Program[] = [
  shells,
  make,
  just,
  task,
  direnv,
  pdm,
  tox,
  npm,
  poe,
  envFolders,
  pythonDotenv,
  mise,
  hatch,
  pixi,
  conda,
  devbox,
  ...accounts,
  ...dotenvReaders,
  ...droppers,
]
