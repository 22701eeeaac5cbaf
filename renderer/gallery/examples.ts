import { ApprovalId } from '#shared/ids.ts'
import { type Approval, Session } from '#shared/session/session.ts'
import type { ToolItem } from '#shared/session/timeline/items.ts'

export const aDay = '2026-11-21T03:00:00.000Z'
export const sessionOfExamples = '3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01'
export const noUsage = {
  input_tokens: 1200,
  output_tokens: 340,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
}

export const markdown = `## A heading

A paragraph with **weight**, \`code\` and [a link](https://example.com/).

- one
- two

> A quotation.

| what | how much |
|------|---------:|
| time |        3 |

\`\`\`ts
const frame = reader.next()
\`\`\`

\`\`\`mermaid
---
title: A prompt on its way
---
flowchart LR
  page[Page] --> gateway{Gateway}
  gateway --> host[(Host)] --> claude([Claude Code])
\`\`\`
`

/** A ready session with the given fields. */
export function aSession(name: string, fields: Partial<Session>): Session {
  return {
    ...Session.parse({
      id: sessionOfExamples,
      user_id: 'me',
      name,
      status: 'ACTIVE',
      status_reason: 'ready',
      workspace_path: '/home/me/code/api',
      model: null,
      permission_mode: 'default',
      created_at: aDay,
      last_activity: aDay,
      turn_started_at: null,
      activity: null,
      message_count: 4,
      turn_count: 2,
      pending_approvals: 0,
      usage: noUsage,
      cost_usd: 0.12,
      files_changed: 3,
      head_seq: 12,
      archived: false,
      pinned: false,
      deletes_at: null,
    }),
    ...fields,
  }
}

/** A pending approval, of a tool unless `more` says otherwise. */
export function anApproval(tool: string, input: Record<string, unknown>, more: Partial<Approval> = {}): Approval {
  const approval_id = ApprovalId.parse(`gallery-${tool}`)
  return { approval_id, kind: 'tool', tool_use_id: tool, tool_name: tool, input, suggestions: [], dangers: [], ...more }
}

type ToolOutput = Pick<NonNullable<ToolItem['result']>, 'content'> & { readonly is_error?: boolean }

/** A tool call; without a result it is running. */
export function aTool(name: string, input: Record<string, unknown>, output?: ToolOutput): ToolItem {
  return {
    kind: 'tool',
    id: name,
    at: aDay,
    name,
    input,
    result: output === undefined ? null : { is_error: false, at: aDay, ...output },
    approval: null,
    is_cut: false,
    background: null,
    children: [],
  }
}
