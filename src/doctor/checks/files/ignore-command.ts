import { displayPath } from '../../../host/display-path.ts'
import { isRegularFile } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'
import { quotePath } from '../quote-path.ts'

/** Of a `.gitignore` that is larger nobody has written it. */
const MAX_BYTES = 64 * 1024

/** The command that makes git ignore a file, to be run in the working directory. */
export function ignoreCommand(cwd: string, path: string): string {
  const gitignore = host.joinPath(host.dirname(path), '.gitignore')
  const target = quotePath(displayPath(cwd, gitignore))
  // Such a line is a pattern.
  const pattern = host.basename(path).replace(/[\\*?[\]!#]/g, '\\$&')
  return endsInLine(gitignore)
    ? `printf '\\n%s\\n' ${quotePath(pattern)} >> ${target}`
    : `echo '${pattern.replaceAll("'", `'\\''`)}' >> ${target}`
}

/** Whether the last line of a file has no end: what is appended would become a part of it. */
function endsInLine(path: string): boolean {
  const bytes = isRegularFile(path) ? host.readHead(path, MAX_BYTES) : null
  return bytes !== null && bytes.length > 0 && bytes.length < MAX_BYTES && bytes.at(-1) !== 0x0a
}
