import { expect, it } from 'vitest'
import { mlflowVersion } from '../../src/checks/mlflow-version.ts'
import { checkContext, withVersions } from '../rig/check-context.ts'

const check = (mlflow: string) => mlflowVersion.run(checkContext({}, { installation: withVersions({ mlflow }) }))

it.each(['3.0.0rc1', '3.0.0', '3.17.2'])('MLflow %s is accepted', (version) => {
  expect(check(version)).toEqual([])
})

it('MLflow 2 is refused, with the command that upgrades it', () => {
  const [found] = check('2.22.1')
  expect(found).toMatchObject({ code: 'mlflow-too-old', severity: 'error', data: { version: '2.22.1' } })
  expect(found?.message).toContain("/venv/bin/python -m pip install --upgrade 'mlflow>=3'")
})
