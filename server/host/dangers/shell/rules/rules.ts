import type { Rule } from '../call.ts'
import { containerRules } from './containers.ts'
import { fileRules } from './files.ts'
import { flowRules } from './flows.ts'
import { git } from './git.ts'
import { interpreterRules } from './interpreters.ts'
import { networkRules } from './network.ts'
import { systemRules } from './system.ts'
import { wrapperRules } from './wrappers.ts'

const tables = [
  wrapperRules,
  interpreterRules,
  fileRules,
  networkRules,
  systemRules,
  containerRules,
  flowRules,
  { git } satisfies Record<string, Rule>,
]

const byName = new Map<string, readonly Rule[]>()
for (const [name, rule] of tables.flatMap((table) => Object.entries(table))) {
  byName.set(name, [...(byName.get(name) ?? []), rule])
}

/** The rules for a program, by its bare name; none for one that is not known to do harm. */
export function rulesOf(name: string): readonly Rule[] {
  const disks = name.startsWith('mkfs') ? byName.get('fdisk') : undefined
  return byName.get(name.replace(/^(python|perl|ruby|php)[\d.]+$/, '$1')) ?? disks ?? []
}
