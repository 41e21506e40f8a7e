// Every command in README.md, docs/ and the READMEs of the examples, run in a sandbox. The rules for pages are in
// CONTRIBUTING.md, under "Pages whose commands are run".
import { pagesTest } from '../../rig/docs/pages-test.ts'

pagesTest((words) => !words.includes('aws'))
