import type { Approval } from '#shared/session/session.ts'
import { isRecord, prettyJson } from '#shared/session/tools/toolInput.ts'
import * as words from './laterWords.ts'

/** What of an input is edited: its main field as text, or all of it as JSON. */
export type Editing = { readonly kind: TextField | 'json'; readonly text: string }

export type Edited =
  | { readonly kind: 'valid'; readonly input: Readonly<Record<string, unknown>> }
  | { readonly kind: 'invalid'; readonly problem: string }

/** Fields that are edited as text; the first present one is taken. */
const textFields = ['command', 'content', 'new_string', 'new_source'] as const
type TextField = (typeof textFields)[number]

/** The initial content of the editor. */
export function editingOf({ input }: Pick<Approval, 'input'>): Editing {
  for (const field of textFields) {
    const text = input[field]
    if (typeof text === 'string' && text !== '') {
      return { kind: field, text }
    }
  }
  return { kind: 'json', text: prettyJson(input) }
}

/** The edited input, or why it is invalid. */
export function editedInput({ input }: Pick<Approval, 'input'>, editing: Editing): Edited {
  if (editing.kind !== 'json') {
    return editing.kind === 'command' && editing.text.trim() === ''
      ? { kind: 'invalid', problem: words.theCommandIsEmpty }
      : { kind: 'valid', input: { ...input, [editing.kind]: editing.text } }
  }
  try {
    const value: unknown = JSON.parse(editing.text)
    return isRecord(value) ? { kind: 'valid', input: value } : { kind: 'invalid', problem: words.thisMustBeAJson }
  } catch (error) {
    return { kind: 'invalid', problem: error instanceof Error ? error.message : words.thisIsNotJson }
  }
}
