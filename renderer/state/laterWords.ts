// session/organise.ts
export const archived = 'Archived'
export const unarchived = 'Unarchived'
export const undo = 'Undo'
export const deletedName = (name: string) => `Deleted “${name}”.`
