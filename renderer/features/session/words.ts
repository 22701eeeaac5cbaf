// ActivityLine.tsx
export const needsYou = 'Needs you'
export const working = 'Working'
/** Stands before what Claude did. */
export const lastSeen = 'Last seen:'

// NameField.tsx
export const switchSession = 'Switch session'

// retryText.ts
export const retryingIn = (seconds: number, attempt: number, of: number) =>
  `retrying in ${seconds} s (${attempt} of ${of})`
export const retryingNow = (attempt: number, of: number) => `retrying now (${attempt} of ${of})`
export const rename = 'Rename'
