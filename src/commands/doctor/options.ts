import { option, ownVariable } from '../../options/option.ts'

/** The options of `doctor`, in the order in which help shows them. */
export const DOCTOR_OPTIONS = [
  option('json', { help: 'print a documented, versioned object without secrets' }),
  option('only', {
    kind: 'value',
    valueName: 'CHECK',
    completes: 'check',
    isList: true,
    repeatable: true,
    help: 'make this check only; separate several with commas',
  }),
  option('offline', { help: 'ask nothing beyond this machine' }),
  option('python', {
    kind: 'value',
    valueName: 'PYTHON',
    completes: 'program',
    variable: ownVariable('python'),
    default: 'searched for',
    help: "the Python that runs the project's scripts; searched for as `python` and `python3` on PATH, then in `.venv` and `venv`",
  }),
]
