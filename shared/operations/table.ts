import type * as z from 'zod'
import { adminOperations } from './admin.ts'
import { auditOperations } from './audit.ts'
import { authOperations } from './auth.ts'
import { claudeOperations } from './claude.ts'
import { connectionOperations } from './connection.ts'
import { deviceOperations } from './device.ts'
import { githubOperations } from './github.ts'
import { hostOperations } from './host.ts'
import { diagnosticsOperations } from './diagnostics.ts'
import { logsOperations } from './logs.ts'
import { remoteOperations } from './remote.ts'
import { remoteTestOperations } from './remoteTest.ts'
import { sessionOperations } from './session.ts'
import { resourcesOperations } from './resources.ts'
import { settingsOperations } from './settings.ts'
import { sessionTokenOperations } from './sessionToken.ts'
import { memberSessionOperations } from './memberSession.ts'
import { turnOperations } from './turn.ts'
import { usageOperations } from './usage.ts'
import { workspaceOperations } from './workspace.ts'

/** Everything a client may ask for, one row each. */
export const operations = {
  ...authOperations,
  ...githubOperations,
  ...deviceOperations,
  ...sessionTokenOperations,
  ...sessionOperations,
  ...memberSessionOperations,
  ...turnOperations,
  ...claudeOperations,
  ...usageOperations,
  ...workspaceOperations,
  ...connectionOperations,
  ...adminOperations,
  ...remoteOperations,
  ...hostOperations,
  ...remoteTestOperations,
  ...auditOperations,
  ...settingsOperations,
  ...resourcesOperations,
  ...logsOperations,
  ...diagnosticsOperations,
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
