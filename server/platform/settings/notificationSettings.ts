import * as z from 'zod'
import { list } from './settingKinds.ts'

/** They let the server write to others: only somebody at the machine may change them. */
const row = { effect: 'now', changeableBy: 'local', group: 'messages' } as const

const mailbox = z.email({ error: 'must be an e-mail address' }).max(254)

/** A name or address, with a port where it is another one than the usual. */
export const PRIVATE_HOST = /^(?:[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i

/** The rows of notifications that do not go to browsers. */
export const notificationSettings = {
  'notifications.mail_server': {
    ...row,
    label: 'Mail server',
    type: z
      .url({ protocol: /^smtps?$/, error: 'must be like smtps://mail.example.org or smtp://mail.example.org:587' })
      .refine((text) => !/^\w+:\/\/[^/]*@/.test(text), { error: 'must not hold a user name or password' }),
    initial: null,
    about:
      'What sends e-mail to people who want notifications there. smtps: TLS from the start · smtp: STARTTLS, which is required. Unset: no e-mail.',
  },
  'notifications.mail_user': {
    ...row,
    label: 'User at the mail server',
    type: z.string('must be text').min(1).max(254),
    initial: null,
    about:
      'With which name it is signed in there. Its password goes to the vault: Settings, E-mail and webhooks, at the workstation.',
  },
  'notifications.mail_from': {
    ...row,
    label: 'Sender of e-mail',
    type: mailbox,
    initial: null,
    about: 'The address that notifications come from.',
  },
  'notifications.private_hosts': {
    ...row,
    label: 'Hosts of your own network',
    type: list(z.string('must be text').regex(PRIVATE_HOST, { error: 'must be a host, or host:port' })),
    initial: [] as string[],
    about:
      'Hosts of this network that notifications may go to, by http too, such as your own ntfy server. All others must be https and on the internet.',
  },
  'notifications.contact': {
    ...row,
    label: 'Contact for push services',
    type: z.string('must be text').max(254).refine(isContact, { error: 'must be mailto:… or https://…' }),
    initial: null,
    about:
      'Whom the makers of browsers may write to about your notifications (VAPID). Unset: the sender of e-mail, or the owner’s address at GitHub.',
  },
} as const

function isContact(text: string): boolean {
  return text.startsWith('mailto:')
    ? mailbox.safeParse(text.slice('mailto:'.length)).success
    : text.startsWith('https://') && URL.canParse(text)
}
