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

// queueEdits.ts
export const theMessageThatYouWere =
  'The message that you were editing is no longer queued: it was sent, or it was removed.'

// sendMessage.ts
export const seeWhatIsAttached = 'See what is attached.'
