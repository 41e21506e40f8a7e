import { quote } from '../../../model/format.ts'
import { type DoctorCheck, ok } from '../../check.ts'

/** The Python that runs the project's scripts. */
export const python: DoctorCheck = {
  id: 'python',
  title: 'Python',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run({ probe }) {
    const { python: path, version } = await probe.installation()
    return ok(`Python ${version}`, quote(path))
  },
}
