// http.ts
export const theWorkstationDidNotAnswer = 'The workstation did not answer. Nothing was changed; try again.'
export const theWorkstationAnsweredWithStatus = (status: number) =>
  `The workstation answered with status ${status}. Try again.`

// operationRows.ts
export const aPartOfThisPage =
  'A part of this page could not be fetched, so nothing was asked. Check the connection and try again.'

// signIn.ts
export const theSignInLinkDid = 'The sign-in link did not work.'
