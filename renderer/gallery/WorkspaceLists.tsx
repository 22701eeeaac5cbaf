import { SessionId } from '#shared/ids.ts'
import type { ChangedFile } from '#shared/operations/changes.ts'
import type { DeployKey } from '#shared/operations/deployKey.ts'
import type { GitFile } from '#shared/operations/git.ts'
import type { ProjectAction } from '#shared/operations/projectAction.ts'
import { ActionRow } from '#renderer/features/actions/ActionRow.tsx'
import { ChangeRow } from '#renderer/features/changes/ChangeRow.tsx'
import { GroupHeading } from '#renderer/features/changes/git/files/GroupHeading.tsx'
import { groupsOf } from '#renderer/features/changes/git/groups.ts'
import { GitRow } from '#renderer/features/changes/git/GitFileItem.tsx'
import { CredentialRow } from '#renderer/features/credentials/CredentialRow.tsx'
import { DeployKeyRow } from '#renderer/features/credentials/DeployKeyRow.tsx'
import { aDay, aSession, sessionOfExamples } from './examples.ts'

const session_id = SessionId.parse(sessionOfExamples)

/** What belongs to the folder of a session: its actions, and what Claude changed. */
export function WorkspaceLists() {
  return (
    <>
      <ul className="divide-y divide-line">
        {actions.map((action) => (
          <ActionRow
            key={action.action_id}
            action={action}
            session={aSession('Gallery', {})}
            file={null}
            hasKey={action === actions[0]}
            onChanged={async () => {}}
          />
        ))}
      </ul>
      <ul>
        {changed.map((file) => (
          <li key={file.path}>
            <ChangeRow file={file} opening={closed} />
          </li>
        ))}
        {groupsOf(uncommitted, null).map((group) => (
          <li key={group.side}>
            <GroupHeading group={group} session_id={session_id} />
            {group.files.map(({ file, side, key }) => (
              <GitRow key={key} file={file} side={side} session_id={session_id} opening={closed} />
            ))}
          </li>
        ))}
      </ul>
      <ul>
        <CredentialRow credential={{ ...aToken, kind: 'token', public_key: '' }} />
        <CredentialRow credential={{ ...aToken, kind: 'key', session_id }} />
        {deployKeys.map((key) => (
          <DeployKeyRow key={key.state} deployKey={key} />
        ))}
      </ul>
    </>
  )
}

const closed = { isOpen: false, isInPlace: true, onToggle: () => {} }

/** At GitHub, and still there though it should be gone. */
const deployKeys: readonly DeployKey[] = (['there', 'removing'] as const).map((state) => ({
  session_id,
  repository: 'me/api-server',
  url: 'https://github.com/me/api-server/settings/keys',
  may_push: state === 'there',
  added_at: aDay,
  state,
  problem: state === 'there' ? null : 'GitHub cannot be reached: it does not answer.',
}))

/** Not staged, staged, and in conflict. */
const uncommitted: readonly GitFile[] = [
  { path: 'src/plain.ts', staged: null, unstaged: 'modified' as const, is_conflict: false },
  { path: 'src/staged.ts', staged: 'added' as const, unstaged: null, is_conflict: false },
  { path: 'src/conflict.ts', staged: 'modified' as const, unstaged: 'modified' as const, is_conflict: true },
].map((file) => ({
  ...file,
  from: null,
  is_submodule: false,
  staged_lines: null,
  unstaged_lines: { additions: 12, deletions: 3 },
}))

const aToken = {
  host: 'git.example.org',
  session_id: null,
  username: 'x-access-token',
  public_key: 'ssh-ed25519 AAAAC3Nz homeport',
  added_at: aDay,
} as const

const anAction: ProjectAction = {
  action_id: 'package-test',
  source: 'package',
  name: 'test',
  command: 'npm run test',
  file: 'package.json',
  fingerprint: '',
  needs_look: false,
  running: null,
  last: null,
}
const ended = { signal: null, truncated: false, duration_ms: 2_300, ended_at: aDay, last_lines: ['2 tests failed'] }

/** Never run, done, failed, and one's own that was stopped. */
const actions: readonly ProjectAction[] = [
  anAction,
  { ...anAction, action_id: 'done', name: 'lint', last: { ...ended, reason: 'exited', exit_code: 0 } },
  { ...anAction, action_id: 'failed', name: 'build', last: { ...ended, reason: 'exited', exit_code: 2 } },
  {
    ...anAction,
    action_id: 'own',
    source: 'own',
    name: 'Serve',
    command: 'npm start',
    file: null,
    last: { ...ended, reason: 'cancelled', exit_code: null, signal: 'SIGTERM' },
  },
]
const changed: readonly ChangedFile[] = (['modified', 'added', 'deleted'] as const).map((kind, index) => ({
  path: `src/db/${kind}.ts`,
  kind,
  additions: index === 2 ? 0 : 12,
  deletions: index === 1 ? 0 : 3,
  before_id: null,
  after_id: null,
  is_kept: false,
  is_link: false,
  mode: null,
  by: { who: 'claude', tool: 'Bash' },
  now: index === 2 ? 'as_before' : 'as_after',
}))
