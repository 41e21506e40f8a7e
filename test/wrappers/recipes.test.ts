import { describe, expect, it } from 'vitest'
import { inspect } from '../rig/wrappers.ts'

const tree = {
  'data.env': 'AWS_ACCESS_KEY_ID=workid\n',
  'mine.env': 'AWS_ACCESS_KEY_ID=projectid\n',
  'train.env': 'AWS_ACCESS_KEY_ID=workid\n',
  'scripts/data.env': 'OTHER=1\n',
}
const found = (makefile: string, command = 'make') =>
  inspect(command.split(' '), { tree: { ...tree, Makefile: makefile } }).found

describe('a recipe that reads a dotenv file', () => {
  it.each([
    'train:\n\tset -a && . ./data.env && python who.py\n',
    'train:\n\tcd scripts && set -a && . ../data.env && python who.py\n',
    'train:\n\tif [ -f data.env ]; then export $$(cat data.env); fi; python who.py\n',
    'LOAD=set -a; . ./data.env; set +a;\ntrain:\n\t$(LOAD) python who.py\n',
    'LOAD=set -a; . ./$(F); set +a;\nF=data.env\ntrain:\n\t@$(LOAD) python who.py\n',
    'LOAD=set -a;\nLOAD += . ./data.env;\ntrain:\n\t$(LOAD) python who.py\n',
    'define load\nset -a; . ./data.env; set +a\nendef\ntrain:\n\t$(load); python who.py\n',
    'define load\nset -a; . ./$(1); set +a\nendef\ntrain:\n\t$(call load,data.env); python who.py\n',
    'ENVFILE ?= data.env\ntrain:\n\tset -a; . ./$(ENVFILE); python who.py\n',
    'train: ENVFILE=data.env\ntrain:\n\tset -a; . ./$(ENVFILE); python who.py\n',
    'train:\n\tset -a; . $(CURDIR)/data.env; python who.py\n',
    'ENV := $(shell cat data.env | xargs)\ntrain:\n\tenv $(ENV) python who.py\n',
    'ENV != cat data.env | xargs\ntrain:\n\tenv $(ENV) python who.py\n',
    'ENV := $(shell grep -v "^\\#" data.env)\ntrain:\n\t$(ENV) python who.py\n',
    'ENV := $(shell cat data.env | xargs)\ntrain:\n\texport $(ENV); python who.py\n',
    'ENV = $$(cat data.env | xargs)\ntrain:\n\tenv ${ENV} python who.py\n',
    'export $(shell cat data.env)\ntrain:\n\tpython who.py\n',
    'ENV := $(shell cat data.env)\nexport $(ENV)\ntrain:\n\tpython who.py\n',
    'all: train\n%ain:\n\tset -a; . ./data.env; python who.py\n',
    'all: train\ntrain:\n%ain: x\n\tset -a; . ./data.env; python who.py\n',
    'tr%:\n\tpython who.py\n%:\n\tpython who.py\n%ain:\n\tset -a; . ./data.env; python who.py\n',
  ])('causes a warning: %j', (makefile) =>
    expect(found(makefile, 'make train')).toEqual(['wrapper-sets ./data.env:1 AWS_ACCESS_KEY_ID']),
  )

  it('may be named by the goal', () => {
    const rule = (name: string) => `%in:\n\tset -a; . ./${name}.env; python who.py $$@\n`
    const expected = ['wrapper-sets ./train.env:1 AWS_ACCESS_KEY_ID']
    expect(found(rule('$@'), 'make train')).toEqual(expected)
    expect(found(rule('$*in'), 'make train')).toEqual(expected)
    expect(found(rule('$*'), 'make train')).toEqual([])
    expect(found('%in: export AWS_PROFILE = work\ntrain:\n\tpython x.py\n', 'make train')).toEqual([
      'wrapper-sets ./Makefile:1 AWS_PROFILE',
    ])
  })

  it.each([
    'train:\n\tcd scripts && set -a && . ./data.env && python who.py\n',
    'LOAD=set -a; . ./data.env; set +a;\ntrain:\n\techo "$$LOAD"; python who.py\n',
    'LOAD=set -a; . ./mine.env; set +a;\ntrain:\n\t$(LOAD) python who.py\n',
    'define load\nset -a; . ./data.env; set +a\nendef\ntrain:\n\tpython who.py\n',
    'define load\nset -a; . ./$(1); set +a\nendef\ntrain:\n\t$(call load,mine.env); python who.py\n',
    'ENVFILE ?= mine.env\ntrain:\n\tset -a; . ./$(ENVFILE); python who.py\n',
    'ENV := $(shell cat mine.env | xargs)\ntrain:\n\tenv $(ENV) python who.py\n',
    'ENV := $(shell cat data.env | xargs)\ntrain:\n\tenv $(ENV) aws s3 ls\n',
    'export $(shell cat mine.env)\ntrain:\n\tpython who.py\n',
    'export $(shell cut -d= -f1 data.env)\ntrain:\n\tpython who.py\n',
    'PY := $(shell which python)\ntrain:\n\t$(PY) who.py\n',
    'train:\n\tpython who.py\n%ain:\n\tset -a; . ./data.env; python who.py\n',
    'train:\n\tpython who.py\n%eploy:\n\tset -a; . ./data.env; python who.py\n',
    '%: x%\n\techo $(A)\nA = $(B)$(B)\nB = $(A)$(A)\n',
  ])('is harmless: %j', (makefile) => expect(found(makefile, 'make train')).toEqual([]))

  it('follows a variable of the command line', () => {
    const makefile = 'F ?= mine.env\ntrain:\n\tset -a; . ./$(F); python who.py\n'
    expect(found(makefile, 'make train F=data.env')).toEqual(['wrapper-sets ./data.env:1 AWS_ACCESS_KEY_ID'])
  })
})
