// leaveForUpdate.ts
export const installTheUpdate = 'Install the update'
export const stopTheSessions = 'Stop the sessions for the update?'
export const theProgramCannotBeSwapped =
  'On this system the program cannot be swapped while sessions run in it. Turns that run are cut; every conversation ' +
  'is kept, and the next message goes on from there.'
export const stopThemAndInstall = 'Stop them and install'
export const later = 'Later'

// openUpdates.ts
export const updatesDoNotWork = (why: string) => `Updates do not work: ${why}`

// updatability.ts
export const cannotUpdate = {
  checkout: 'This is a checkout, not an installed program. "git pull" brings what is new.',
  nowhere: 'This package was built without a place to look for updates. Install a newer one over it.',
  system: 'This system keeps the program up to date itself, or the package has to be installed anew by hand.',
} as const
