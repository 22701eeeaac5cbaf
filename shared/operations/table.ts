import type * as z from 'zod'
import { adminOperations } from './admin.ts'
import { approvalListOperations } from './approvalList.ts'
import { attachmentOperations } from './attachment.ts'
import { auditOperations } from './audit.ts'
import { authOperations } from './auth.ts'
import { autoCommitOperations } from './autoCommit.ts'
import { budgetOperations } from './budget.ts'
import { cleanupOperations } from './cleanup.ts'
import { changesOperations } from './changes.ts'
import { claudeOperations } from './claude.ts'
import { connectionOperations } from './connection.ts'
import { conversationOperations } from './conversation.ts'
import { deployKeyOperations } from './deployKey.ts'
import { deviceOperations } from './device.ts'
import { draftOperations } from './draft.ts'
import { editorOperations } from './editor.ts'
import { execOperations } from './exec.ts'
import { fileOperations } from './file.ts'
import { forkOperations } from './fork.ts'
import { gitOperations } from './git.ts'
import { gitChangeOperations } from './gitChange.ts'
import { gitCredentialOperations } from './gitCredential.ts'
import { gitHistoryOperations } from './gitHistory.ts'
import { gitRemoteOperations } from './gitRemote.ts'
import { githubOperations } from './github.ts'
import { historyOperations } from './history.ts'
import { hostOperations } from './host.ts'
import { diagnosticsOperations } from './diagnostics.ts'
import { logsOperations } from './logs.ts'
import { pairingOperations } from './pairing.ts'
import { policyOperations } from './policy.ts'
import { preferencesOperations } from './preferences.ts'
import { projectActionOperations } from './projectAction.ts'
import { pullRequestOperations } from './pullRequest.ts'
import { notificationAddressOperations } from './notificationAddresses.ts'
import { pushOperations } from './push.ts'
import { remoteOperations } from './remote.ts'
import { remoteTestOperations } from './remoteTest.ts'
import { rewindOperations } from './rewind.ts'
import { sessionOperations } from './session.ts'
import { resourcesOperations } from './resources.ts'
import { sessionInfoOperations } from './sessionInfo.ts'
import { settingsOperations } from './settings.ts'
import { sessionTokenOperations } from './sessionToken.ts'
import { mcpOperations } from './mcp.ts'
import { memberSessionOperations } from './memberSession.ts'
import { taskOperations } from './task.ts'
import { templateOperations } from './template.ts'
import { terminalOperations } from './terminal.ts'
import { terminalConfirmationOperations } from './terminalConfirmation.ts'
import { transcriptCopiesOperations } from './transcriptCopies.ts'
import { turnOperations } from './turn.ts'
import { usageOperations } from './usage.ts'
import { workspaceOperations } from './workspace.ts'
import { worktreeOperations } from './worktree.ts'

/** Everything a client may ask for, one row each. */
export const operations = {
  ...authOperations,
  ...githubOperations,
  ...deviceOperations,
  ...pairingOperations,
  ...sessionTokenOperations,
  ...sessionOperations,
  ...conversationOperations,
  ...forkOperations,
  ...historyOperations,
  ...transcriptCopiesOperations,
  ...memberSessionOperations,
  ...turnOperations,
  ...approvalListOperations,
  ...policyOperations,
  ...budgetOperations,
  ...rewindOperations,
  ...attachmentOperations,
  ...draftOperations,
  ...claudeOperations,
  ...usageOperations,
  ...workspaceOperations,
  ...fileOperations,
  ...connectionOperations,
  ...adminOperations,
  ...remoteOperations,
  ...hostOperations,
  ...remoteTestOperations,
  ...auditOperations,
  ...settingsOperations,
  ...preferencesOperations,
  ...pushOperations,
  ...notificationAddressOperations,
  ...resourcesOperations,
  ...cleanupOperations,
  ...logsOperations,
  ...diagnosticsOperations,
  ...execOperations,
  ...editorOperations,
  ...projectActionOperations,
  ...sessionInfoOperations,
  ...taskOperations,
  ...templateOperations,
  ...mcpOperations,
  ...changesOperations,
  ...gitOperations,
  ...gitChangeOperations,
  ...gitHistoryOperations,
  ...gitRemoteOperations,
  ...pullRequestOperations,
  ...worktreeOperations,
  ...autoCommitOperations,
  ...gitCredentialOperations,
  ...deployKeyOperations,
  ...terminalOperations,
  ...terminalConfirmationOperations,
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
/** Parameters after validation, defaults filled in. */
export type ParamsOf<N extends OperationName> = z.infer<Operations[N]['params']>
/** Parameters as a client may write them. */
export type InputOf<N extends OperationName> = z.input<Operations[N]['params']>
export type ResultOf<N extends OperationName> = z.infer<Operations[N]['result']>

type OwnedBy<O> = { [N in OperationName]: Operations[N]['owner'] extends O ? N : never }[OperationName]
export type HostOperationName = OwnedBy<'host'>
export type GatewayOperationName = OwnedBy<'gateway'>
export type ConnectionOperationName = OwnedBy<'connection'>
