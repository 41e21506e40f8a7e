import * as host from '../../host/index.ts'
import { isKeyId } from '../../keys/key-form.ts'
import { toJson } from '../../keys/key-record.ts'
import type { KeyStore } from '../../keys/key-store.ts'
import { openKeyStore } from '../../keys/open-store.ts'
import type { ExitAction } from '../../launch/exit-status.ts'
import { fail } from '../../model/diagnostic.ts'
import { environmentSource } from '../../model/source.ts'
import type { Arguments } from '../../options/arguments.ts'
import { keysOption } from '../../options/keys-option.ts'
import { findOption } from '../../options/lookup.ts'
import { keysText } from '../../report/keys-text.ts'
import type { CommandContext } from '../command.ts'
import { parseCommandLine, refusePassthroughArgs } from '../yargs/parse.ts'
import { create, deliver, readDetails, readService } from './create.ts'
import { keysCommandDiagnostics } from './diagnostics.ts'
import { readGivenKey } from './given-key.ts'
import { type ActionName, DEFAULT_SERVICE, KEYS_OPTIONS } from './options.ts'
import { type Asked, readLine } from './read-line.ts'
import { verify } from './verify.ts'
import { warnOfFiles } from './warn-of-files.ts'

/** An action and the word after it. */
const MAX_WORDS = 2
const DONE: ExitAction = { raise: null, status: 0 }
const NOT_GOOD: ExitAction = { raise: null, status: 1 }

type Action = (store: KeyStore) => Promise<ExitAction>

/**
 * Makes, lists, revokes and checks API keys.
 *
 * @throws {LauncherError} those of `parseCommandLine`, of this folder and of `src/keys`
 */
export async function handler(context: CommandContext, given: Arguments): Promise<ExitAction> {
  const line = parseCommandLine(given, KEYS_OPTIONS, MAX_WORDS)
  refusePassthroughArgs('keys', line)
  const { hostContext, stderr, format } = context
  const asked = readLine(line)
  const act = await PREPARE[asked.action](context, asked)
  const named = findOption(keysOption(), asked.options, [environmentSource(hostContext.env)])
  if (named === null) stderr(warnOfFiles(hostContext, line.args).map(format).join(''))
  const store = await openKeyStore(named, hostContext)
  try {
    return await act(store)
  } finally {
    await store.close()
  }
}

/** Each action looks at its arguments before a store is opened. */
const PREPARE: Readonly<Record<ActionName, (context: CommandContext, asked: Asked) => Action | Promise<Action>>> = {
  create({ deliver: write, stderr }, { options }) {
    const details = readDetails(options, new Date())
    if (host.isNullDevice(1)) fail(keysCommandDiagnostics.error('key-output-missing', null))
    return async (store) => {
      const created = await create(store, details)
      await deliver(store, created, write)
      if (!options.has('quiet')) stderr(created.text)
      return DONE
    }
  },
  list({ stdout }, { options }) {
    const service = readService(options)
    return async (store) => {
      const records = (await store.read()).filter((record) => service === null || record.service === service)
      stdout(options.has('json') ? `${JSON.stringify(records.map(toJson), null, 2)}\n` : keysText(records, new Date()))
      return DONE
    }
  },
  revoke({ stdout }, { word: id }) {
    if (id === undefined) return fail(keysCommandDiagnostics.error('key-id-missing', null))
    if (!isKeyId(id)) return fail(keysCommandDiagnostics.error('key-id-invalid', null))
    return async (store) => {
      const before = (await store.read()).find((record) => record.id === id)?.revokedAt ?? null
      await store.revoke(id, new Date())
      const news = 'is revoked: within 5 seconds it opens nothing'
      stdout(`The key ${id} ${before === null ? news : `was revoked already, at ${before.toISOString()}`}.\n`)
      return DONE
    }
  },
  async verify({ stdout, stderr, format }, { options }) {
    const service = readService(options) ?? DEFAULT_SERVICE
    const key = await readGivenKey(stderr)
    return async (store) => {
      const found = await verify(store, key, service, new Date())
      if ('good' in found) stdout(found.good)
      else stderr(format(found.bad))
      return 'good' in found ? DONE : NOT_GOOD
    }
  },
}
