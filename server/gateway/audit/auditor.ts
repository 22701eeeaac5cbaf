import * as z from 'zod'
import { createLogger } from '#server/platform/log/log.ts'
import { type ErrorCode, HomeportError, readDetails } from '#shared/errors.ts'
import { SessionControl } from '#shared/operations/session.ts'
import { type OperationName, operations } from '#shared/operations/table.ts'
import type { Attempt, Auditor, RequestOrigin } from '../kernel/call.ts'
import type { Caller, Credential } from '../kernel/identity.ts'
import type { AuditFact, AuditLog } from './log/auditLog.ts'
import { describe, sessionOf } from './describe.ts'
import type { Described } from './describing/described.ts'

const logger = createLogger('audit')

export interface AuditorDeps {
  readonly log: Pick<AuditLog, 'record'>
  /** What people call the credential; null when it has no name. */
  readonly nameOf: (credential: Credential) => string | null
  /** Hears of every refusal, also of those that share a line. */
  readonly onRefused: (code: ErrorCode, action: string) => void
}

export function createAuditor({ log, nameOf, onRefused }: AuditorDeps): Auditor {
  const recorded = new WeakSet<HomeportError>()

  const record = (action: string, describeFact: () => AuditFact): void => {
    try {
      log.record(describeFact())
    } catch (error) {
      logger.error('an audit entry could not be made', { action, error })
    }
  }

  const refused = (error: HomeportError, action: string): void => {
    recorded.add(error)
    onRefused(error.code, action)
  }

  return {
    succeeded: (attempt, result) => {
      const action = auditWord(attempt.name)
      if (action !== null && !isPending(result) && !isMereReading(attempt)) {
        record(action, () => ({
          ...factOf(attempt, action, describe(attempt.name, attempt.params, result)),
          ...(attempt.caller.kind === 'anonymous' ? signedInBy(result) : whoOf(attempt.caller, nameOf)),
        }))
      }
    },
    failed: (attempt, error) => {
      const action = auditWord(attempt.name)
      const isRefused = error instanceof HomeportError && isRefusal(error.code)
      if (action === null && !isRefused) {
        return
      }
      if (isRefused) {
        refused(error, action ?? attempt.name)
      }
      record(action ?? attempt.name, () => ({
        ...factOf(attempt, action ?? attempt.name, describedFailure(attempt)),
        ...whoOf(attempt.caller, nameOf),
        outcome: isRefused ? 'refused' : 'failed',
        code: error instanceof HomeportError ? error.code : 'INTERNAL_001',
      }))
    },
    rejected: (target, origin, error) => {
      const action = isOperation(target) ? (auditWord(target) ?? target) : target
      if (!(error instanceof HomeportError) || !isRefusal(error.code) || recorded.has(error)) {
        return
      }
      refused(error, action)
      const reason = readDetails(error, 'AUTH_001', 'AUTH_003', 'AUTH_006', 'WS_001')?.reason
      record(action, () => ({
        ...nobody,
        ...fromOf(origin),
        action,
        outcome: 'refused',
        code: error.code,
        session_id: null,
        object_id: null,
        details: reason === undefined ? {} : { reason },
      }))
    },
  }
}

/** Reading a session changes nothing; recording it would fill the log. */
function isMereReading({ name, params }: Attempt): boolean {
  const { action } = (name === 'session.control' ? SessionControl.safeParse(params).data : undefined) ?? {}
  return action === 'mark_read' || action === 'mark_unread'
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name)
}

/** The audit log's word for an operation; null for reads. */
function auditWord(name: OperationName): string | null {
  const operation = operations[name]
  return 'audit' in operation ? operation.audit : null
}

/** Codes that say "you may not", other than "that did not work". */
function isRefusal(code: ErrorCode): boolean {
  return (
    code.startsWith('AUTH_') ||
    code.startsWith('PAIR_') ||
    code === 'WS_001' ||
    code === 'RATE_001' ||
    code === 'FILE_003'
  )
}

function factOf(attempt: Attempt, action: string, described: Described): AuditFact {
  return {
    ...nobody,
    ...fromOf(attempt.origin),
    action,
    outcome: 'ok',
    code: null,
    session_id: described.session_id ?? null,
    object_id: described.object_id ?? null,
    details: described.details ?? {},
  }
}

/** What was refused before it was validated is recorded by the session it names alone. */
function describedFailure({ name, input, params }: Attempt): Described {
  return params === undefined ? { session_id: sessionOf(input) } : describe(name, params, undefined)
}

function fromOf({ address, user_agent, request_id }: RequestOrigin) {
  return { address, user_agent: user_agent === '' ? null : user_agent, request_id }
}

type Who = Pick<AuditFact, 'user_id' | 'username' | 'credential'>

const nobody: Who = { user_id: null, username: null, credential: { kind: 'none', id: null, name: null } }

function whoOf(caller: Caller, nameOf: AuditorDeps['nameOf']): Who {
  switch (caller.kind) {
    case 'anonymous':
      return nobody
    case 'local':
      return { ...userOf(caller.actor), credential: { kind: 'local', id: null, name: null } }
    case 'signed_in': {
      const { actor, credential } = caller.identity
      return { ...userOf(actor), credential: { ...credential, name: nameOf(credential) } }
    }
  }
}

function userOf({ user_id, username }: { readonly user_id: string; readonly username: string }) {
  return { user_id, username }
}

/** A client polled a sign-in that is not finished: nothing happened yet. */
function isPending(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'status' in result && result.status === 'pending'
}

const SignedIn = z.object({ user: z.object({ id: z.string(), username: z.string() }) })

/** The person that a sign-in has authenticated. */
function signedInBy(result: unknown): Who {
  const user = SignedIn.safeParse(result).data?.user
  return user === undefined ? nobody : { ...nobody, user_id: user.id, username: user.username }
}
