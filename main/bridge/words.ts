// bridgeHandlers.ts
export const folderForTheSession = 'Folder for the session'

// ipc.ts
export const somethingWentWrong = 'Something went wrong in the desktop program. Nothing was changed.'
