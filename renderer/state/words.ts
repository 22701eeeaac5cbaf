// toasts.ts
export const thatDidNotWorkTry = 'That did not work. Try again.'

// session/outbox.ts
export const theMessageWasNotSent = 'The message was not sent.'
