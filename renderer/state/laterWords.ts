// workstation/taskRuns.ts
export const taskDidNotRun = (task: string, reason: string) => `The task “${task}” did not run. ${reason}`.trim()

// session/organise.ts
export const archived = 'Archived'
export const unarchived = 'Unarchived'
export const undo = 'Undo'
export const deletedName = (name: string) => `Deleted “${name}”.`
