import { parseKeyId } from '../../../keys/key-form.ts'
import { PASSWORD, TOKEN } from '../../../mlflow/logins.ts'
import { formatOrigin } from '../../../model/format.ts'
import { looksLikeApiKey } from '../../../model/looks-like-key.ts'
import { type DoctorCheck, fail, ok, skip } from '../../check.ts'
import { inPlace } from '../store/place.ts'
import { whyNoServer } from './applies.ts'
import { originOf } from './value-origin.ts'

/** Whether an API key is whole: its checksum tells a slip without asking anybody. */
export const keyForm: DoctorCheck = {
  id: 'key-form',
  title: 'Form of the key',
  subject: 'server',
  needsNetwork: false,
  asks: [],
  run(context) {
    const whyNot = whyNoServer(context)
    if (whyNot) return whyNot
    const name = [TOKEN, PASSWORD].find((each) => looksLikeApiKey(context.env[each]?.trim() ?? ''))
    if (name === undefined) return skip('the command has no API key of a gate')
    const origin = originOf(name, context)
    const where = origin ? formatOrigin(origin) : name
    if (parseKeyId(context.env[name] ?? '') !== null) return ok('its checksum is right', where)
    const found = 'the API key is not whole: its checksum is wrong, so it was mistyped or cut'
    return fail(found, where, `copy the whole key again: ${name}=…${inPlace(context, origin)}`)
  },
}
