// window.ts, qrWindow.ts
export const homeport = 'Homeport'
export const pairAPhone = 'Homeport: pair a phone'
export const noAddressToShow = 'Homeport does not run right now, so there is no address to show.'

// contextMenu.ts
export const noSuggestions = 'No suggestions'
export const addToTheDictionary = 'Add to the dictionary'
export const copyTheLink = 'Copy the link'
