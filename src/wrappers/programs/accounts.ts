import type { Finding } from '../finding.ts'
import { hasOption } from '../option-words.ts'
import type { Program } from '../program.ts'
import { isAffected } from './affected.ts'

/** Programs that start another one with an AWS account of their own, and how they are asked to. */
const SIGNING_IN: readonly {
  readonly names: readonly string[]
  readonly signsIn: (args: readonly string[]) => boolean
}[] = [
  // `--json` prints the keys and starts nothing.
  { names: ['aws-vault'], signsIn: (args) => args.includes('exec') && !hasOption(args, '-j', '--json') },
  { names: ['saml2aws', 'aws-sso', 'aws-okta'], signsIn: (args) => args.includes('exec') },
  { names: ['assume', 'assumego', 'aws2-wrap'], signsIn: (args) => hasOption(args, '--exec') },
]

export const accounts: readonly Program[] = SIGNING_IN.map(({ names, signsIn }) => ({
  names,
  inspect: ({ name, args }, scope): Finding[] =>
    signsIn(args) && isAffected(args, scope) ? [{ kind: 'account', program: name }] : [],
}))
