import type { HostLink } from '#server/link/link.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import type { AuditLog } from '../audit/log/auditLog.ts'
import type { AuthModule } from '../auth/module.ts'
import type { Module } from '../kernel/module.ts'
import { createMemberSessionHandlers } from './handlers.ts'
import { createStopMembers } from './stopMembers.ts'

export interface MembersModuleDeps {
  readonly link: HostLink
  readonly audit: Pick<AuditLog, 'record'>
  readonly auth: Pick<AuthModule, 'users' | 'changes'>
  readonly started: Pick<Disposables, 'add'>
}

/** Other people's sessions: what the owner sees and does about them, and what ends when somebody may run none. */
export function openMembers(
  deps: MembersModuleDeps,
): Module<'member_session.list' | 'member_session.stop' | 'member_session.end'> {
  const { link, audit, started } = deps
  const { users, changes } = deps.auth
  const stopMembers = createStopMembers({ link, users, audit })
  started.add(() => stopMembers.dispose())
  changes.onPeopleChanged(() => void stopMembers.now())
  return { handlers: createMemberSessionHandlers({ link, users }) }
}
