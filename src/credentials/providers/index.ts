import { ambient } from './ambient.ts'
import { global } from './global.ts'
import { nested } from './nested.ts'
import { profile } from './profile.ts'
import { project } from './project.ts'

/** Every way to get credentials, in the order they are tried. A new one is one file and one line here. */
export const PROVIDERS = [project, profile, nested, global, ambient] as const
