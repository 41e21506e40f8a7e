import { CHECKS } from './index.ts'

/**
 * The id of every check, with its title. Help and completion need no more of them: the builds put the finished list here
 * (scripts/finished-list.mjs).
 */
export const CHECK_NAMES: readonly (readonly [id: string, title: string])[] = CHECKS.map(({ id, title }) => [id, title])
