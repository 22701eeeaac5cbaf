import * as z from 'zod'
import { MessageId, SessionId } from '../ids.ts'
import { Session } from '../session/session.ts'
import { defineOperation } from './operation.ts'
import { SessionName } from './createSession.ts'

export const forkOperations = {
  'session.fork': defineOperation({
    summary:
      'Begin a new session that goes on from a point of this one: as if a message had not been sent, or behind a turn; without a point, behind the last turn that is over. What was said up to there is copied, and this session stays as it is.',
    params: z
      .strictObject({
        session_id: SessionId,
        before_message_id: MessageId.optional(),
        after_turn_id: z.string().min(1).max(200).optional(),
        /** Absent: the name of this session, with “(fork)”. */
        name: SessionName.optional(),
      })
      .refine((value) => value.before_message_id === undefined || value.after_turn_id === undefined, {
        message: 'Name at most one of before_message_id and after_turn_id.',
      }),
    result: Session,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/fork', status: 201 },
    audit: 'session.fork',
  }),
} as const
