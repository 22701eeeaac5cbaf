// attaching/useAttaching.ts
export const thisPartOfThePage = 'This part of the page could not be fetched. Nothing was attached; reload the page.'
