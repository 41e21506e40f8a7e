import { describe, expect, it } from 'vitest'
import { found, STALE, WORK } from '../rig/wrappers.ts'

const ALL = 'include .env\nexport\ntrain:\n\tpython train.py\n'

describe('make', () => {
  it.each([
    ['includes the file and exports', 'make train', ALL, './.env:2 AWS_ACCESS_KEY_ID'],
    ['includes it if it is there', 'gmake', '-include $(wildcard .env)\nall:\n', './.env:2 AWS_ACCESS_KEY_ID'],
    [
      'includes it by a variable',
      'make',
      'ENV_FILE ?= .env\ninclude $(ENV_FILE)\nall:\n',
      './.env:2 AWS_ACCESS_KEY_ID',
    ],
    [
      'includes it in a condition',
      'make',
      'ifneq (,$(wildcard ./.env))\n  include .env\n  export\nendif\n',
      './.env:2 AWS_ACCESS_KEY_ID',
    ],
    ['includes a file that does', 'make', 'include common.mk\n', './.env:2 AWS_ACCESS_KEY_ID'],
    ['exports a value of its own', 'make', 'export AWS_PROFILE = work\n', './Makefile:1 AWS_PROFILE'],
    ['exports a name later', 'make', 'AWS_PROFILE := work\nexport AWS_PROFILE\n', './Makefile:1 AWS_PROFILE'],
    [
      'exports names of a file',
      'make',
      'AWS_PROFILE=x\nexport $(shell sed "s/=.*//" .env)\n',
      './Makefile:1 AWS_PROFILE',
    ],
    ['has the name by ?=, and it is not set', 'make', 'export AWS_PROFILE ?= work\n', './Makefile:1 AWS_PROFILE'],
    [
      'exports for the target',
      'make deploy',
      'all:\ndeploy: export AWS_PROFILE = prod\ndeploy: build\n',
      './Makefile:2 AWS_PROFILE',
    ],
    [
      'sources the file in the recipe',
      'make',
      'all: one\none:\n\t@set -a; . ./.env; python x.py\n',
      './.env:2 AWS_ACCESS_KEY_ID',
    ],
    ['has a body', 'make', 'define AWS_PROFILE\nwork\nendef\nexport AWS_PROFILE\n', './Makefile:1 AWS_PROFILE'],
    ['evaluates a text', 'make', '$(eval export AWS_PROFILE=work)\nall:\n', './Makefile:1 AWS_PROFILE'],
    [
      'evaluates a body',
      'make',
      'define login\nexport AWS_PROFILE := work\nendef\nall:\n\t$(eval $(call login))\n',
      './Makefile:5 AWS_PROFILE',
    ],
    ['includes what matches a pattern', 'make', 'include parts/*.mk\nall:\n', './parts/a.mk:1 AWS_PROFILE'],
    ['includes all of a kind', 'make', 'include $(wildcard parts/*.mk)\nall:\n', './parts/a.mk:1 AWS_PROFILE'],
    ['includes a file by an argument', 'make F=.env', 'include $(F)\nall:\n', './.env:2 AWS_ACCESS_KEY_ID'],
    ['calls make for a folder', 'make', 'all:\n\t@$(MAKE) -C sub\n', './sub/Makefile:1 AWS_PROFILE'],
    ['calls make in a folder', 'make', 'all:\n\tcd sub && ${MAKE} x\n', './sub/Makefile:1 AWS_PROFILE'],
    ['is called with options in one word', 'make -skC sub', 'all:\n', './sub/Makefile:1 AWS_PROFILE'],
    ['runs a script', 'make', 'all:\n\t@./go.sh\n', './go.sh:2 AWS_PROFILE'],
    ['runs a script by a shell', 'make', 'all:\n\tbash -e go.sh\n', './go.sh:2 AWS_PROFILE'],
    [
      'names a profile for Python',
      'make',
      'PY ?= python3\nall:\n\tAWS_PROFILE=work $(PY) t.py\n',
      './Makefile:3 AWS_PROFILE',
    ],
    ['names a profile by env', 'make', 'all:\n\tenv AWS_PROFILE=work uv run t.py\n', './Makefile:2 AWS_PROFILE'],
    ['names a start-up file', 'make', 'export BASH_ENV = go.sh\nall:\n', './go.sh:2 AWS_PROFILE'],
    ['is behind other programs', 'env A=1 nice -n 5 make train', ALL, './.env:2 AWS_ACCESS_KEY_ID'],
    ['is behind a runner', 'uv run --no-sync make train', ALL, './.env:2 AWS_ACCESS_KEY_ID'],
    ['is in the command of a shell', 'bash -c make', ALL, './.env:2 AWS_ACCESS_KEY_ID'],
  ])('that %s causes a warning', (_, command, makefile, expected) => {
    const tree = {
      Makefile: makefile,
      '.env': WORK,
      'common.mk': 'include .env\nexport\n',
      'parts/a.mk': 'export AWS_PROFILE = work\n',
      'sub/Makefile': 'export AWS_PROFILE = work\nx:\n',
      'go.sh': '#!/bin/sh\nexport AWS_PROFILE=work\npython x.py\n',
    }
    expect(found(command, tree)).toEqual([`wrapper-sets ${expected}`])
  })

  it('reads the file that an option names, in the folder that an option names', () => {
    const tree = { 'sub/build.mk': ALL, 'sub/.env': WORK }
    expect(found('make -C sub -f build.mk', tree)).toEqual(['wrapper-sets ./sub/.env:2 AWS_ACCESS_KEY_ID'])
    expect(found('make', { GNUmakefile: 'all:\n', Makefile: ALL, '.env': WORK })).toEqual([])
  })

  it.each([
    ['does not include the file', 'make train', 'train:\n\tpython train.py\n'],
    ['includes it and exports nothing that is removed', 'make', 'include token.env\nall:\n'],
    ['lets the environment win', 'make -e', ALL],
    ['has defaults', 'make', 'AWS_ACCESS_KEY_ID ?= workid\nexport\n'],
    ['only passes names on', 'make', 'export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY\n'],
    ['sets the name for another target', 'make train', 'train:\n\ndeploy: export AWS_PROFILE = prod\n'],
    [
      'sources the file in the recipe of another target',
      'make train',
      'train:\n\techo\ndeploy:\n\texport AWS_PROFILE=x; ./deploy\n',
    ],
    ['names a profile for one program', 'make', 'all:\n\tAWS_PROFILE=work aws s3 ls\n'],
    ['calls a launcher with a profile', 'make', 'all:\n\tAWS_PROFILE=work with-mlflow-env python t.py\n'],
    ['defines what it does not export', 'make', 'define AWS_PROFILE\nwork\nendef\nall:\n'],
    ['calls itself', 'make', 'all:\n\t$(MAKE) all\n'],
    ['includes nothing that matches', 'make', 'include nowhere/*.mk\n-include *.none\nall:\n'],
    ['only shows its version', 'make --version', ALL],
    ['includes itself', 'make', 'include Makefile\n'],
  ])('that %s causes none', (_, command, makefile) => {
    expect(found(command, { Makefile: makefile, '.env': WORK, 'token.env': STALE })).toEqual([])
  })

  it('may have a makefile of 10 MB', () => {
    const text = `a: b\n\techo $$x\nA = \\\n  x\n`.repeat(400_000)
    expect(found('make', { Makefile: `${ALL}${text}`, '.env': WORK })).toEqual([
      'wrapper-sets ./.env:2 AWS_ACCESS_KEY_ID',
    ])
  })
})
