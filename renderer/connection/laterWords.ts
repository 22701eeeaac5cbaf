// diagramPieces.ts
export const whatDrawsDiagramsCouldNot = 'What draws diagrams could not be fetched. Reload the page to try again.'

// download.ts
export const theWorkstationDidNotGive = 'The workstation did not give the file. Try again.'

// httpBytes.ts
export const theWorkstationDidNotAnswer = 'The workstation did not answer. Nothing was changed; try again.'
export const theWorkstationDidNotTake = 'The workstation did not take it whole. Try again.'
