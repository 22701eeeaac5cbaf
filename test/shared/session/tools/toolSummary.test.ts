import { expect, test } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import { toolSummaryOf } from '#shared/session/tools/toolSummary.ts'

test('what an MCP server asks is named by tray and notifications, and is answered on the page only', () => {
  const approval = {
    approval_id: ApprovalId.parse('e'),
    kind: 'elicitation',
    tool_use_id: '',
    tool_name: 'Elicitation',
    input: { mcp_server_name: 'mail', mode: 'form', message: 'Who are you?\nReally?' },
    suggestions: [],
    dangers: [],
  } as const
  expect(toolSummaryOf({ ...approval, suggestions: [], dangers: [] }, '/home/me')).toEqual({
    text: 'mail asks: Who are you?',
    verdict: 'look',
    danger: null,
  })
})
