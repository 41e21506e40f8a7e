import type { Rule } from './rule.ts'
import { HOSTS } from './rules/hosts.ts'
import { KEYS } from './rules/keys.ts'
import { PREFIXES } from './rules/prefixes.ts'
import { PROFILES } from './rules/profiles.ts'
import { PROGRAMS } from './rules/programs.ts'
import { ROLES } from './rules/roles.ts'
import { SDKS } from './rules/sdks.ts'
import { TRANSPORT } from './rules/transport.ts'

/**
 * What becomes of every variable that can change the account, the region, the host or the way a request is signed. The
 * variables that the credentials themselves bring (`Credentials.variables`) are set whatever is said of them here.
 *
 * From botocore (`configprovider.py`, `credentials.py`, `utils.py`), the other AWS SDKs, Rust's `object_store`
 * (`src/aws/builder.rs`), fsspec/s3fs and TensorFlow, each tested if it could be.
 *
 * The order counts among rows that name a beginning (`AWS_*`): the first of them decides.
 */
export const TABLE: readonly Rule[] = [
  ...KEYS,
  ...PROFILES,
  ...ROLES,
  ...HOSTS,
  ...SDKS,
  ...PROGRAMS,
  ...TRANSPORT,
  ...PREFIXES,
]
