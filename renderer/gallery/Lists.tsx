import { MessageId, SessionId, UserId } from '#shared/ids.ts'
import { type AuditEntry, AuditOutcome } from '#shared/operations/audit.ts'
import type { Device } from '#shared/operations/device.ts'
import type { AllowedAccount } from '#shared/operations/github.ts'
import { LogEntryLevel } from '#shared/operations/logs.ts'
import type { Setting } from '#shared/operations/settings.ts'
import { AuditRow } from '#renderer/features/audit/AuditRow.tsx'
import { QueuedPrompt } from '#renderer/features/composer/QueuedPrompt.tsx'
import { OutgoingPrompt } from '#renderer/features/conversation/OutgoingPrompt.tsx'
import { DeviceRow } from '#renderer/views/machine/DeviceRow.tsx'
import { TerminalConfirmationCard } from '#renderer/views/machine/TerminalConfirmationCard.tsx'
import { LogRow } from '#renderer/features/logs/LogRow.tsx'
import { UsageRow } from '#renderer/features/panel/UsageRow.tsx'
import { AccountRow } from '#renderer/features/remote/who/AccountRow.tsx'
import { SettingRow } from '#renderer/features/settings/SettingRow.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { aDay, sessionOfExamples } from './examples.ts'
import { WorkspaceLists } from './WorkspaceLists.tsx'

const session_id = SessionId.parse(sessionOfExamples)

const aConfirmation = {
  id: 'request-1',
  device_name: 'Chrome on Android',
  address: '203.0.113.9',
  username: 'ada',
  asked_at: aDay,
  expires_in: 240,
}

/** The rows of lists outside a conversation, each in all its variants. */
export function Lists() {
  return (
    <Card title="Lists" className="space-y-4">
      <Messages />
      <ul>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
      <TerminalConfirmationCard confirmation={aConfirmation} onAnswer={() => {}} />
      <ul>
        {accounts.map((account) => (
          <AccountRow key={account.github_id} account={account} />
        ))}
      </ul>
      <ul>
        {AuditOutcome.options.map((outcome, index) => (
          <AuditRow key={outcome} entry={anEntry(index + 1, outcome)} />
        ))}
      </ul>
      <ul>
        {LogEntryLevel.options.map((level) => (
          <LogRow
            key={level}
            entry={{
              time: aDay,
              level,
              component: 'gateway',
              logger: 'wire',
              message: `${level} line`,
              facts: { port: 1 },
            }}
          />
        ))}
      </ul>
      <ul>
        {settings.map((setting) => (
          <SettingRow key={setting.key} setting={setting} />
        ))}
      </ul>
      <WorkspaceLists />
      <ul>
        <UsageRow name="Session host" values={[2, 8, 5, 13]} most={20} now="13 %" beside="84 MB" />
      </ul>
    </Card>
  )
}

/** Messages that wait, in the queue or on their way. */
function Messages() {
  const message = { message_id: MessageId.parse('gallery-queued'), content: 'Then the changelog', created_at: aDay }
  const outgoing = {
    session_id,
    when: 'queue' as const,
    message_id: null,
    problem: null,
    at: 0,
    only_here: false,
    attachments: [],
  }
  return (
    <div>
      <ol>
        {[0, 1].map((index) => (
          <li key={index}>
            <QueuedPrompt
              session_id={session_id}
              message={message}
              isBusy={index === 0}
              placing={{ index, count: 2, onDrag: () => {}, onMove: () => {} }}
            />
          </li>
        ))}
      </ol>
      <OutgoingPrompt outgoing={{ ...outgoing, key: 'sending', content: 'A message that is being sent' }} />
      <OutgoingPrompt
        outgoing={{ ...outgoing, key: 'refused', content: 'One that was refused', problem: 'The queue is full.' }}
      />
    </div>
  )
}

const device: Device = {
  id: 'phone',
  kind: 'sign_in',
  name: 'Safari on iPhone',
  user: { id: UserId.parse('me'), username: 'me' },
  address: '192.0.2.7',
  created_at: aDay,
  last_used_at: aDay,
  expires_at: null,
  scopes: null,
  current: false,
}

const devices: readonly Device[] = [
  device,
  { ...device, id: 'this', name: 'Firefox on Linux', current: true },
  { ...device, id: 'token', kind: 'personal_token', name: 'deploy', last_used_at: null, scopes: ['read'] },
]

const account: AllowedAccount = {
  github_id: 1,
  login: 'octocat',
  role: 'member',
  is_local_owner: false,
  added_at: aDay,
}

const accounts: readonly AllowedAccount[] = [
  account,
  { ...account, github_id: 2, login: null, role: 'viewer' },
  { ...account, github_id: 3, login: 'me', role: 'owner', is_local_owner: true },
]

function anEntry(seq: number, outcome: AuditOutcome): AuditEntry {
  return {
    seq,
    time: aDay,
    action: 'session.create',
    outcome,
    code: outcome === 'ok' ? null : 'AUTH_003',
    user_id: 'me',
    username: 'me',
    credential: { kind: 'sign_in', id: 'phone', name: 'Safari on iPhone' },
    address: '192.0.2.7',
    user_agent: null,
    session_id: sessionOfExamples,
    object_id: null,
    details: { workspace: '/home/me/code/api' },
    count: seq,
    request_id: null,
  }
}

const setting: Setting = {
  key: 'gallery.text',
  label: 'A text',
  group: 'advanced',
  unit: null,
  value: 'warm',
  default: null,
  description: 'A setting that is typed.',
  variable: 'HOMEPORT_GALLERY_TEXT',
  origin: { kind: 'file', line: 3 },
  form: { kind: 'text' },
  takes_effect: 'now',
  waits_for_restart: false,
  keeper: 'manage',
  fixed: null,
}

const settings: readonly Setting[] = [
  setting,
  {
    ...setting,
    key: 'gallery.switch',
    label: 'A switch',
    description: 'One that is on or off.',
    value: true,
    form: { kind: 'switch' },
  },
  {
    ...setting,
    key: 'gallery.number',
    label: 'A number',
    description: 'One that counts something, and is changed at the machine.',
    value: 3,
    unit: 'connections',
    form: { kind: 'number', from: 1, to: 10 },
    keeper: 'local',
    fixed: 'It can only be changed on the machine itself.',
  },
  {
    ...setting,
    key: 'gallery.choice',
    label: 'A choice',
    description: 'One that is chosen, and takes effect later.',
    form: { kind: 'choice', choices: ['warm', 'cool'] },
    origin: { kind: 'default' },
    takes_effect: 'restart',
    waits_for_restart: true,
  },
  {
    ...setting,
    key: 'gallery.fixed',
    label: 'A fixed one',
    description: 'One that the environment decides.',
    origin: { kind: 'environment', name: 'HOMEPORT_GALLERY_FIXED' },
    fixed: 'The environment decides it.',
  },
]
