import * as z from 'zod'
import { AttachmentHash, MAX_ATTACHMENTS } from '../session/attachments.ts'
import { ApprovalId, MessageId, SessionId } from '../ids.ts'
import { ApprovalDecision, ApprovalOutcome, Danger, FileBefore, Overwrites, QueuedMessage } from '../session/session.ts'
import { defineOperation } from './operation.ts'

/** Longest prompt, in UTF-16 units. Beyond it a file is better. */
export const MAX_PROMPT_LENGTH = 400_000

const PromptText = z
  .string()
  .max(MAX_PROMPT_LENGTH)
  .refine((text) => text.trim() !== '', { message: 'The message is empty.' })

/** queue: after the running turn (default) · steer: into the running turn · now: stop the turn, then this. */
export const MessageTiming = z.enum(['queue', 'steer', 'now'])
export type MessageTiming = z.infer<typeof MessageTiming>

export const turnOperations = {
  'message.send': defineOperation({
    summary: 'Send a prompt. The same idempotency key answers with the first message and sends nothing.',
    params: z.strictObject({
      session_id: SessionId,
      content: PromptText,
      idempotency_key: z.string().min(1).max(200).optional(),
      /** The hashes of what `attachment.add` has stored for this session. */
      attachments: z.array(AttachmentHash).max(MAX_ATTACHMENTS).optional(),
      when: MessageTiming.default('queue'),
    }),
    /** `position`: how many prompts and running turns come before it; 0 = it goes as soon as Claude can take it. */
    result: z.object({ message_id: MessageId, position: z.number().int().nonnegative() }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/messages', status: 202 },
    ws: { type: 'chat_message', reply: 'message_accepted' },
    audit: 'message.send',
  }),
  'message.cancel': defineOperation({
    summary: 'Take a queued prompt back. Refused once Claude has it.',
    params: z.strictObject({ session_id: SessionId, message_id: MessageId }),
    result: z.object({ message_id: MessageId }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'DELETE', path: '/api/session/:session_id/messages/:message_id' },
    ws: { type: 'cancel_message', reply: 'message_cancelled' },
    audit: 'message.cancel',
  }),
  'message.edit': defineOperation({
    summary:
      'Change a queued prompt: its text, its position, whether it is held, or send it now. Refused once Claude has it.',
    params: z.strictObject({
      session_id: SessionId,
      message_id: MessageId,
      content: PromptText.optional(),
      /** Its position among those that wait, from 0; beyond the end is the end. */
      position: z.number().int().nonnegative().optional(),
      held: z.boolean().optional(),
      /** Claude gets it at once, whatever waits before it: in the running turn, or after stopping that. */
      when: MessageTiming.exclude(['queue']).optional(),
    }),
    result: z.object({ queue: z.array(QueuedMessage) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'PATCH', path: '/api/session/:session_id/messages/:message_id' },
    ws: { type: 'edit_message', reply: 'message_edited' },
    audit: 'message.edit',
  }),
  'approval.answer': defineOperation({
    summary:
      'Answer an approval, a question, a plan or an MCP server. The first answer wins; later ones get it with SESSION_004.',
    params: z.strictObject({
      session_id: SessionId,
      approval_id: ApprovalId,
      decision: ApprovalDecision,
      message: z.string().max(20_000).optional(),
      /**
       * Runs instead of the requested input; for questions `{…input, answers: {question: answer}}`; for an elicitation
       * `{content: {field: value}}`, or with "deny" `{action: "cancel"}`: closed without an answer.
       */
      updated_input: z.record(z.string(), z.unknown()).optional(),
      /** Pass Claude's own suggestions back, so that it does not ask for the like again: the first, or those named. */
      remember: z.union([z.boolean(), z.array(z.number().int().nonnegative()).max(50)]).optional(),
    }),
    result: ApprovalOutcome,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/approvals/:approval_id' },
    ws: { type: 'approval_answer', reply: 'approval_resolved' },
    audit: 'approval.answer',
  }),
  'approval.judge': defineOperation({
    summary: 'The dangers of another input than the requested one, before it is allowed in its place. Changes nothing.',
    params: z.strictObject({
      session_id: SessionId,
      approval_id: ApprovalId,
      updated_input: z.record(z.string(), z.unknown()),
    }),
    result: z.object({ dangers: z.array(Danger), overwrites: Overwrites.optional() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/approvals/:approval_id/judge' },
    ws: { type: 'approval_judge', reply: 'approval_judged' },
  }),
  'approval.before': defineOperation({
    summary: 'The file that an approval which waits would replace, as it is now: null where there is none.',
    params: z.strictObject({ session_id: SessionId, approval_id: ApprovalId }),
    result: z.object({ before: FileBefore.nullable() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/approvals/:approval_id/before' },
  }),
} as const
