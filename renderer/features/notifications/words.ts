// MutedProjects.tsx
export const silentProjects = 'Silent projects'
export const noNotificationsOfSessionsIn = 'No notifications of sessions in these folders.'
export const makeAProjectSilent = 'Make a project silent'
export const addAProject = 'Add a project…'
export const removeFolderFromTheSilent = (folder: string) => `Remove ${folder} from the silent projects`
export const remove = 'Remove'

// NotificationSettings.tsx
export const notifications = 'Notifications'
export const askingTheWorkstation = 'Asking the workstation…'
export const tryAgain = 'Try again'
export const whenClaudeNeedsYou = 'When Claude needs you'
export const approvalsQuestionsAndPlansNot =
  'Approvals, questions and plans. Not while you look at Homeport, unless nobody answers for a minute.'
export const whenATurnFinishes = 'When a turn finishes'
export const onlyForTurnsThatTook = 'Only for turns that took longer than this, and while you do not look.'
export const onlyForTurnsLongerThan = 'Only for turns longer than'
export const whenATurnFails = 'When a turn fails'
export const sayWhatClaudeWants = 'Say what Claude wants'
export const theCommandOrTheReason =
  'The command or the reason itself, on the lock screen too. Otherwise only the session and the kind.'
export const allowAndDenyButtons = 'Allow and Deny buttons'
export const onAndroidPhonesWhereThe =
  'On Android phones, where the notification shows the whole command. Risky ones always open Homeport.'
export const anyLength = 'Any length'
export const chosenSeconds = (chosen: number) => `${chosen} seconds`

// QuietHours.tsx
export const quietHours = 'Quiet hours'
export const quietHoursMeanIn = (timeZone: string) =>
  `Nothing but failures and what concerns your sign-ins between these times, in ${timeZone}.`
export const quietHoursMean = 'Nothing but failures and what concerns your sign-ins between these times.'
export const quietFrom = 'Quiet from'
export const quietUntil = 'Quiet until'

// ThisDevice.tsx
export const thisBrowserMayShowNotifications =
  'This browser may show notifications, also while no page of Homeport is open.'
export const notificationsOfThisAddressAre =
  'Notifications of this address are blocked. Allow them in the browser’s settings for this page.'
export const iPhonesAndIPadsNotifyFor =
  'iPhones and iPads notify for apps on the home screen only: tap Share, then Add to Home Screen, and switch this on there.'
export const thisBrowserShowsNoNotifications = 'This browser shows no notifications of Homeport.'
export const onThisDevice = 'On this device'
export const sendATest = 'Send a test'

// push.ts
export const thisBrowserMayNotShow =
  'This browser may not show notifications of this address. Allow them in its settings for this page, then switch this on again.'
export const thisBrowsersPushServiceGave = 'This browser’s push service gave no address. Try again later.'
export const sentAt = (time: string, tookMs: number) => `Sent at ${time}; its push service took it in ${tookMs} ms`
export const sentAndDidNotArrive = (sent: string) =>
  `${sent}, and it did not arrive within 30 seconds. If no notification was shown, the system’s own settings may hold it back.`
export const sentAndArrived = (sent: string, value: number) => `${sent}, and it arrived after ${value} ms.`
export const aUsedUpLimit = 'A used-up limit, an expired sign-in, a lost connection.'
