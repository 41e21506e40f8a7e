import { fail } from '../../model/diagnostic.ts'
import { editDistance } from '../../options/edit-distance.ts'
import { completionDiagnostics } from './diagnostics.ts'
import { SHELLS } from './shells.ts'

/** Words that people write for one of them. */
const HABITS: Readonly<Record<string, string>> = { sh: 'bash', dash: 'bash', shell: 'bash' }
const MAX_DISTANCE = 2

/** The shell of this name. @throws {LauncherError} shell-missing, shell-unknown */
export function chooseShell(written: string | undefined) {
  const shells = SHELLS.map(({ name }) => name)
  if (written === undefined) return fail(completionDiagnostics.error('shell-missing', null, { shells }))
  const found = SHELLS.find(({ name }) => name === written)
  return (
    found ??
    fail(completionDiagnostics.error('shell-unknown', null, { shells, found: written, suggestion: suggest(written) }))
  )
}

/** `/usr/bin/zsh`, `-bash` and `zsh5` are meant to be shells too. */
function suggest(written: string): string | null {
  const [, word = ''] = /([a-z]*)[^/a-z]*$/.exec(written.toLowerCase()) ?? []
  const habit = HABITS[word]
  if (habit !== undefined) return habit
  const ranked = SHELLS.map(({ name }) => ({ name, distance: editDistance(word, name, MAX_DISTANCE) }))
  const [nearest] = ranked.toSorted((a, b) => a.distance - b.distance)
  // `ksh` and `csh` are shells of their own.
  const limit = word.length <= 3 ? 1 : MAX_DISTANCE
  return nearest && nearest.distance <= limit && !/^(?:k|c|tc)sh$/.test(word) ? nearest.name : null
}
