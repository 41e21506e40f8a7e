// The scripts for shells, and what they ask for while somebody types, come from the executable without Node.
import { expect, it } from 'vitest'
import { describeNative, onBoth, withoutReader } from '../../rig/native-and-node.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

const AWS = {
  '../../home/.aws/config': '[default]\nregion = eu-west-1\n[profile work]\n[profile a b]\n[profile caf\u00e9]\n',
  '../../home/.aws/credentials': '[other]\naws_access_key_id = AKIAPROJECTPROJECT01\n[AKIAPROJECTPROJECT01]\n',
}

describeNative('without Node,', () => {
  it.each([[['bash']], [['zsh']], [['fish']], [['--values', 'profile']], [['--values', 'check']]])(
    'completion %j prints what it prints on Node',
    (words) => {
      const { native, node } = onBoth(temporaryProject(AWS), ['completion', ...words])
      expect(native).toEqual(node)
      expect(native).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/\n$/) })
    },
  )

  it.each([
    [[]],
    [['/bin/bash']],
    [['ksh']],
    [['tcsh']],
    [['zhs']],
    [['bash', 'zsh']],
    [['bash', '--', 'x']],
    [['--shell']],
    [['--values']],
    [['--values', 'all']],
    [['--values=check', '--values=profile']],
  ])('completion %j is refused as on Node', (words) => {
    const { native, node } = onBoth(temporaryProject(AWS), ['completion', ...words])
    expect(native).toEqual(node)
  })

  it('a reader of the script that has gone is no failure', () => {
    const { native, node } = withoutReader(temporaryProject(), ['completion', 'bash'])
    expect(native).toEqual(node)
    expect(native).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})
