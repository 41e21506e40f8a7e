import * as host from '../../host/index.ts'
import { fail } from '../../model/diagnostic.ts'
import { Secret } from '../../model/secret.ts'
import { readStandardInput } from '../init/effects/standard-input.ts'
import { openTerminal } from '../init/effects/terminal.ts'
import { keysCommandDiagnostics } from './diagnostics.ts'

const SECONDS = 10

/**
 * The key that somebody types, unseen, or that comes on standard input. Line breaks and blanks around it are no part of it.
 *
 * @param write shows a text to people
 * @throws {LauncherError} key-not-given, key-input-ended
 */
export async function readGivenKey(write: (text: string) => void): Promise<Secret> {
  if (host.isTerminal(0) && host.isTerminal(2)) return askForKey(write)
  const read = await readStandardInput(SECONDS)
  if ('late' in read) return fail(keysCommandDiagnostics.error('key-not-given', null, { seconds: SECONDS }))
  const text = host.decodeUtf8(read.bytes).trim()
  return text === '' ? fail(keysCommandDiagnostics.error('key-input-ended', null)) : new Secret(text)
}

async function askForKey(write: (text: string) => void): Promise<Secret> {
  const terminal = openTerminal(write)
  try {
    const answer = await terminal.askUnseen('The key (it is not shown): ')
    if ('none' in answer) return fail(keysCommandDiagnostics.error('key-input-ended', null))
    return new Secret(answer.text.trim())
  } finally {
    terminal.close()
  }
}
