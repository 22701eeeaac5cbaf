export const words = {
  reconnecting: 'Reconnecting',
  nextTry: (seconds: number): string => `next try in ${seconds} s`,
  offline: 'Offline',
  tryNow: 'Try now',
  goesOn: 'Claude keeps working on the workstation. What you send is delivered when you’re back.',
  asAt: (moment: string): string => `As it was ${moment}, kept on this device`,
  long: 'The workstation does not answer here. It may be asleep or off, have another address by now, or this network wants you to sign in first.',
  seeWhatAnswers: 'See what answers',
  portal: 'Something else answers at this address: this network may want you to sign in first.',
  openPortal: 'Open its page',
  elsewhere: (host: string): string => `The workstation answers at ${host}.`,
  openThere: 'Open it there',
} as const
