// desktop.ts
export const onlyTheDesktopProgramCan = 'Only the desktop program can do that.'
export const theDesktopProgramIsOf = 'The desktop program is of another version. Start it again.'
