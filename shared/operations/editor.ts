import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { defineOperation } from './operation.ts'

export const EditorId = z.enum(['vscode', 'cursor', 'zed', 'jetbrains', 'files'])
export type EditorId = z.infer<typeof EditorId>

export const editorOperations = {
  'editor.list': defineOperation({
    summary: 'The programs of this machine that a folder can be opened in: those that were found.',
    params: z.strictObject({}),
    result: z.object({ editors: z.array(z.object({ editor: EditorId, name: z.string() })) }),
    scope: 'local',
    owner: 'host',
    http: { method: 'GET', path: '/api/editors' },
  }),
  'editor.open': defineOperation({
    summary: 'Open the folder of a session in one of them, on the screen of this machine.',
    params: z.strictObject({ session_id: SessionId, editor: EditorId }),
    result: z.object({ success: z.literal(true) }),
    scope: 'local',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/open' },
    audit: 'editor.open',
  }),
} as const
