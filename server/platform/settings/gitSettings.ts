import * as z from 'zod'
import { list } from './settingKinds.ts'

/** A name with a few wildcards, everywhere or in one folder: `main`, `release/*`, `main in ~/projects/api`. */
const ProtectedBranch = z
  .string('must be text')
  .max(1_000, 'must not be so long')
  .regex(/^[^\s~^:?[\\-][^\s~^:?[\\]*(?: in [~/A-Za-z].*)?$/, {
    error: 'must be a branch such as main or release/*, or one of a folder such as: main in ~/projects/api',
  })
  .refine((text) => (text.match(/\*+/g) ?? []).length <= 4, { error: 'must not have more than four wildcards' })

/** The rows of Git in the table of settings. */
export const gitSettings = {
  'git.protected_branches': {
    group: 'advanced',
    label: 'Protected branches',
    type: list(ProtectedBranch),
    initial: [] as string[],
    about:
      'Branches onto which Homeport pushes nothing directly, such as main or release/*; for one project: main in ~/projects/api. Claude and terminals do as they are told.',
    effect: 'now',
    changeableBy: 'local',
  },
} as const
