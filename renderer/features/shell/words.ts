// PageLoadFailed.tsx
export const reloadThePage = 'Reload the page'
export const thisPageCouldNotBe = 'This page could not be fetched. Nothing was sent, nothing was lost.'
export const waitingForTheWorkstationTo = 'Waiting for the workstation to send this page…'

// Toasts.tsx
export const dismiss = 'Dismiss'
