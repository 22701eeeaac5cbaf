export const words = {
  title: 'Shared with Homeport',
  about: 'It is in the message below. Or put it into a session:',
  lost: 'What was shared could not be taken over: it was more than 50 MB, or no form. Attach it here instead.',
  leftOut: (count: number): string =>
    count === 1
      ? 'One more file was left out: a message carries 10.'
      : `${count} more files were left out: a message carries 10.`,
} as const
