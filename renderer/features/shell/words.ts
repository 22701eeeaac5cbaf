// Banners.tsx
export const updateReady = 'Update ready.'
export const homeportWasUpdatedToVersion = (version: string) => `Homeport was updated to ${version}.`
export const reloadThisPage = 'Reload this page'
export const whatYouHaveTypedIs = '(what you have typed is kept)'

// PageLoadFailed.tsx
export const reloadThePage = 'Reload the page'
export const thisPageCouldNotBe = 'This page could not be fetched. Nothing was sent, nothing was lost.'
export const waitingForTheWorkstationTo = 'Waiting for the workstation to send this page…'

// Toasts.tsx
export const dismiss = 'Dismiss'
