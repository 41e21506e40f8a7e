import { KEY_PASSWORD, optionTexts, UVICORN_OPTIONS } from '../mlflow/uvicorn-options.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import { find } from '../model/source.ts'
import type { CheckAt } from './check.ts'

const NAME = '--ssl-keyfile-password'

export const diagnostics = defineDiagnostics({
  'tls-key-password-exposed': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} would put the password of the TLS key on uvicorn's command line, where every user of this machine can read it: remove ${NAME} and set ${KEY_PASSWORD}`,
})

/** MLflow puts the text of uvicorn's options on uvicorn's command line. The variable stays off it. */
export const tlsKeyPassword: CheckAt<'settings'> = {
  name: 'tls-key-password',
  stage: 'settings',
  diagnostics,
  run({ passthroughArgs, sources }) {
    const texts = optionTexts(passthroughArgs)
    const variable = texts.length === 0 ? find(sources, UVICORN_OPTIONS) : undefined
    const option = { kind: 'option', name: '--uvicorn-opts' } as const
    const given = variable ? [variable] : texts.map((value) => ({ value, origin: option }))
    return given
      .filter(({ value }) => value.includes(NAME))
      .map(({ origin }) => diagnostics.error('tls-key-password-exposed', origin, {}))
  },
}
