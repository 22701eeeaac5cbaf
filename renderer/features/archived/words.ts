// ArchivedPage.tsx
export const archivedSessions = 'Archived sessions'
export const noOtherListShowsThese = 'No other list shows these sessions. A message to one goes on as before.'
export const nameOrFolder = 'Name or folder'
export const loadingArchivedSessions = 'Loading archived sessions…'
export const tryAgain = 'Try again'
export const nothingIsArchived = 'Nothing is archived.'
export const noMatchForSearch = (search: string) => `No match for “${search}”.`
export const theseAreTheLatestSessions = (sessions: number) =>
  `These are the latest ${sessions}. Search to find the others.`
