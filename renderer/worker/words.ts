// notifications.ts
export const homeport = 'Homeport'
export const somethingHappened = 'Something happened. Open Homeport to see it.'
export const allowOnce = 'Allow once'
export const deny = 'Deny'
