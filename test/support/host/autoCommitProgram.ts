/** Commits what changed in a process of its own, which may die at any moment. Prints what was done once it is. */
import { type AutoAsked, autoCommitIn } from './autoCommitWorld.ts'

export interface AutoCommitOrder {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly target: NonNullable<AutoAsked['target']>
}

const { folder, env, target } = JSON.parse(process.argv[2] ?? '') as AutoCommitOrder
const done = await autoCommitIn({ folder, env }, { target, milestone: 'turn_done' })
process.stdout.write(JSON.stringify(done))
