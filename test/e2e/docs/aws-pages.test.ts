// The pages of pages.test.ts that set up an account of AWS.
import { pagesTest } from '../../rig/docs/pages-test.ts'

pagesTest((words) => words.includes('aws'))
