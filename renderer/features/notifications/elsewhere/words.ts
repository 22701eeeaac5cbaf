import type { NotificationAddressKind } from '#shared/operations/notificationAddresses.ts'

interface KindWords {
  readonly name: string
  readonly target: string
  readonly placeholder: string
  /** null: it has none. */
  readonly secret: string | null
}

export const kinds: Readonly<Record<NotificationAddressKind, KindWords>> = {
  ntfy: {
    name: 'ntfy',
    target: 'Address of the topic',
    placeholder: 'https://ntfy.sh/a-name-nobody-guesses',
    secret: 'Access token (optional)',
  },
  webhook: {
    name: 'Webhook',
    target: 'Address',
    placeholder: 'https://example.org/hooks/homeport',
    secret: 'Secret that signs the messages (optional)',
  },
  email: { name: 'E-mail', target: 'E-mail address', placeholder: 'me@example.org', secret: null },
}

export const words = {
  title: 'Other addresses',
  about:
    'Where this phone or browser shows no notifications: an ntfy topic, a webhook, e-mail. The same words and limits.',
  add: 'Add an address…',
  save: 'Add',
  cancel: 'Cancel',
  kind: 'Kind',
  noMail: 'E-mail needs a mail server, which the owner names under Settings, E-mail and webhooks.',
  codeSent: 'Enter the code that was sent there. Nothing else goes to this address before.',
  code: 'Code',
  codeOf: (target: string): string => `Code that was sent to ${target}`,
  confirm: 'Confirm',
  confirmed: 'Confirmed: notifications go there from now on.',
  another: 'Send another code',
  anotherTo: (target: string): string => `Send another code to ${target}`,
  test: 'Send a test',
  remove: 'Remove',
  testOf: (target: string): string => `Send a test to ${target}`,
  removeOf: (target: string): string => `Remove ${target}`,
  never: 'Nothing was sent there yet.',
  failed: (outcome: string): string => `The last one failed: ${outcome}`,
  took: (outcome: string, ms: number): string => `${outcome.replace(/\.$/, '')}, in ${ms} ms.`,
} as const
