// Composer.tsx
export const messageFor = (name: string) => `Message for ${name}`
export const message = 'Message'
export const messageToClaude = 'Message to Claude'
export const messageClaude = 'Message Claude…'
export const addToTheQueue = 'Add to the queue…'
export const addSomethingForClaude = 'Add something for Claude…'

// SendBar.tsx
export const send = 'Send'
export const sendEnterShiftEnterBreaks = 'Send (Enter; Shift + Enter breaks the line)'

// sendMessage.ts
export const seeWhatIsAttached = 'See what is attached.'
