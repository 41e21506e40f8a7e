import { expect, it } from 'vitest'
import { splitMessage } from '../../src/doctor/from-diagnostic.ts'

it.each([
  ['.env:3 has two ports: write one after the host', '.env:3 has two ports', 'write one after the host'],
  ["A in .env:3: expected a URI: did you mean 's3://b'?", 'A in .env:3: expected a URI', "did you mean 's3://b'?"],
  ["'.env' cannot be read: permission denied", "'.env' cannot be read: permission denied", null],
  ['no colon at all', 'no colon at all', null],
])('the message %s is divided into what was found and what mends it', (message, found, remedy) => {
  expect(splitMessage(message)).toEqual({ found, remedy: remedy ?? 'correct it, and run the doctor again' })
})
