// EnlargedDialog.tsx
export const fitToTheWindow = 'Fit to the window'
export const showInItsOwnSize = 'Show in its own size'
export const close = 'Close'

// SearchField.tsx
export const search = 'Search'
export const aSearchTakesAtMost = (most: number, length: number) =>
  `A search takes at most ${most} characters; this one has ${length}. Nothing was cut, and nothing looked for.`
