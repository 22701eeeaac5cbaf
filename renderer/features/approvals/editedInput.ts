import type { Approval } from '#shared/session/session.ts'
import { isRecord, prettyJson, textField } from '#shared/session/toolInput.ts'

/** How an input is edited: a command as text, everything else as JSON. */
export type Editing = { readonly kind: 'command' | 'json'; readonly text: string }

export type Edited =
  | { readonly kind: 'valid'; readonly input: Readonly<Record<string, unknown>> }
  | { readonly kind: 'invalid'; readonly problem: string }

/** What the editor starts with. */
export function editingOf({ input }: Pick<Approval, 'input'>): Editing {
  const command = textField(input, 'command')
  return command === '' ? { kind: 'json', text: prettyJson(input) } : { kind: 'command', text: command }
}

/** The input that would run instead, or why it cannot. */
export function editedInput({ input }: Pick<Approval, 'input'>, editing: Editing): Edited {
  if (editing.kind === 'command') {
    return editing.text.trim() === ''
      ? { kind: 'invalid', problem: 'The command is empty.' }
      : { kind: 'valid', input: { ...input, command: editing.text } }
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
