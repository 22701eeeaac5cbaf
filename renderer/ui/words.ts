// CopyButton.tsx
export const copied = 'Copied'

// lazyComponent.tsx
export const reloadThePage = 'Reload the page'
export const thisPartOfThePage = 'This part of the page could not be fetched. Nothing was sent, nothing was lost.'

// Marked.tsx
export const inARow = (mark: string) => `${mark} in a row`
/** What a hidden character does. */
export const characterThat = {
  reorders: (code: string) => `${code} turns the order in which what follows is shown`,
  invisible: (code: string) => `${code} cannot be seen`,
  control: (code: string) => `${code} is a control character`,
  odd_space: (code: string) => `${code} looks like a space but is not one`,
} as const
export const copy = 'Copy'
