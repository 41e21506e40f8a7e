import { describe, expect, it } from 'vitest'
import { formatNotices, packagesIn } from '../../scripts/notices.mjs'
import { sbom } from '../../scripts/wheels/sbom.mjs'

const PACKAGES = [
  { name: 'one', version: '1.0.0', license: 'MIT', text: 'The terms\n\nof one (really)' },
  { name: '@scope/two', version: '2.0.0-rc.1', license: 'Apache-2.0 OR MIT', text: 'Terms' },
]

describe('the notices', () => {
  it('can be read back', () => {
    expect(packagesIn(formatNotices(PACKAGES))).toEqual(PACKAGES)
  })

  it('are not read from any other text', () => {
    expect(() => packagesIn('with-mlflow-env contains these packages.\n\nnothing')).toThrow('no package is named')
  })
})

it('the bill of materials has no date and no number of its own', () => {
  const components = PACKAGES.map((each) => ({ ...each, purl: `pkg:npm/${each.name}@${each.version}` }))
  const bom = JSON.parse(sbom({ name: 'p', version: '1', license: 'MIT' }, components))
  expect(Object.keys(bom)).toEqual(['bomFormat', 'specVersion', 'version', 'metadata', 'components', 'dependencies'])
  expect(Object.keys(bom.metadata)).toEqual(['component'])
  expect(bom.dependencies[0].dependsOn).toEqual(['pkg:npm/one@1.0.0', 'pkg:npm/@scope/two@2.0.0-rc.1'])
})
