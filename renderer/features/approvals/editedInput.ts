import type { Approval } from '#shared/session/session.ts'
import { isRecord, prettyJson } from '#shared/session/tools/toolInput.ts'

/** How an input is edited: the field that matters as text, or all of it as JSON. */
export type Editing = { readonly kind: TextField | 'json'; readonly text: string }

export type Edited =
  | { readonly kind: 'valid'; readonly input: Readonly<Record<string, unknown>> }
  | { readonly kind: 'invalid'; readonly problem: string }

/** Fields that are edited as the text they are, the first that is there. */
const textFields = ['command', 'content', 'new_string', 'new_source'] as const
type TextField = (typeof textFields)[number]

/** What the editor starts with. */
export function editingOf({ input }: Pick<Approval, 'input'>): Editing {
  for (const field of textFields) {
    const text = input[field]
    if (typeof text === 'string' && text !== '') {
      return { kind: field, text }
    }
  }
  return { kind: 'json', text: prettyJson(input) }
}

/** The input that would run instead, or why it cannot. */
export function editedInput({ input }: Pick<Approval, 'input'>, editing: Editing): Edited {
  if (editing.kind !== 'json') {
    return editing.kind === 'command' && editing.text.trim() === ''
      ? { kind: 'invalid', problem: 'The command is empty.' }
      : { kind: 'valid', input: { ...input, [editing.kind]: editing.text } }
  }
  try {
    const value: unknown = JSON.parse(editing.text)
    return isRecord(value)
      ? { kind: 'valid', input: value }
      : { kind: 'invalid', problem: 'This must be a JSON object: { … }.' }
  } catch (error) {
    return { kind: 'invalid', problem: error instanceof Error ? error.message : 'This is not JSON.' }
  }
}
