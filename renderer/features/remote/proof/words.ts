export const notifications = 'Notifications'
export const aMessageGoesToEach =
  'A test message goes to each of your devices that wants notifications, by its browser’s push service; the device says by itself when it shows it.'
export const testNotifications = 'Test notifications'
export const waitingForTheDevices = 'Waiting for the devices…'
export const noDeviceWantsNotifications =
  'No device of yours wants notifications yet: they are switched on there, under Settings, Notifications.'
export const aBrowserSince = (date: string) => `A browser, since ${date}`
export const itArrivedAfter = (ms: number) => `it is shown there, ${ms} ms after it was sent.`
export const itWasTakenAndNothingCame = (outcome: string) =>
  `${outcome} The device has not said within 15 seconds that it shows it: it may be away, or asleep.`
