// CopyButton.tsx
export const copied = 'Copied'

// lazyComponent.tsx
export const reloadThePage = 'Reload the page'
export const thisPartOfThePage = 'This part of the page could not be fetched. Nothing was sent, nothing was lost.'
