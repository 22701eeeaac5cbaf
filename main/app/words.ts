// reactions.ts
export const yourAnswerDidNotArrive = 'Your answer did not arrive'
export const theAnswerCouldNotBeGiven = 'The answer could not be given.'

// serveBridgeRequests.ts
export const homeport = 'Homeport'
export const notificationsComeThrough = 'Notifications come through. This is how a session asks for you.'

// failures.ts
export const homeportCannotStart = 'Homeport cannot start'

// desktop.ts
export const thisProgramDoesNotUpdateItself = 'This program does not update itself.'
