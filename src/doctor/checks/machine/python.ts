import { quote } from '../../../model/format.ts'
import { type DoctorCheck, fail, ok } from '../../check.ts'
import { Unanswered } from '../../unanswered.ts'

/** The Python that runs the project's scripts. */
export const python: DoctorCheck = {
  id: 'python',
  title: 'Python',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run({ probe }) {
    try {
      const { python: path, version } = await probe.installation()
      return ok(`Python ${version}`, quote(path))
    } catch (error) {
      if (!(error instanceof Unanswered) || error.why !== 'broken python') throw error
      return fail(`Python does not work (${error.message})`, '', 'repair it, or name another one with --python')
    }
  },
}
